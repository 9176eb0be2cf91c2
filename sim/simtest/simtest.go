// Package simtest plays conformance scripts: what AWS is known to answer, with the source
// that says so. A script runs on any http.RoundTripper: the account in process, the same
// account behind a listener, or, by hand, AWS itself.
//
// A script is a txtar file. Its comment is the script; the file account.json is what the
// account starts with. Lines of a script:
//
//	# https://docs.aws.amazon.com/…        where the promise comes from
//	call cognito-idp InitiateAuth          then the input as JSON, up to an empty line
//	as credentials                         before a call or http: sign it with these; without a region's name for the account's
//	as credentials eu-west-1               for another region
//	http GET https://host/path             then headers, an empty line, a body, and "end"
//	status 400
//	error NotAuthorizedException Incorrect username or password.
//	has AuthenticationResult.TokenType Bearer
//	has AuthenticationResult.IdToken       present, whatever it holds
//	lacks CodeDeliveryDetails
//	keep token = AuthenticationResult.IdToken
//	keep code = header Location query code a parameter of an address in a header; "fragment" for what is behind #
//	keep csrf = form _csrf                 a field of the form on a page
//	keep csrf = cookie XSRF-TOKEN          a cookie that the answer sets
//	browser on                             from here on http keeps cookies and sends them back; off forgets them
//	header Location /login?…               a header's value; "…" at the end leaves the rest open
//	shows Incorrect username               a page or a document has this text
//	hides secret                           it has not
//	claim token email_verified true        a claim of a kept token, as JSON
//	same first second                      two kept values are equal
//	differ first second
//	code name = ana@example.com            the code in the newest message to that address
//	totp name = SecretCode                 what an authenticator app with that kept secret shows now
//	wait 1h                                moves the clock
//	presign url = 15m PUT https://…        a URL that carries a signature of the credentials that "as" named
//	forge bad = none token                 a kept token without a signature; or in another way:
//	                                       signature (one bit changed), claim NAME JSON (changed), twice NAME JSON (said again),
//	                                       hs256 (with the public key as the secret), stranger (another's key under the same id),
//	                                       kid (under an id that nobody published), jwk (that key in the header)
//
// The member Body of S3's PutObject and UploadPart is the object, as text.
//
// {{name}} stands for a kept value, or a value of the account (userPoolId, clientId, …), escaped as inside JSON; {{form name}}
// for the same, escaped as inside a form.
package simtest

import (
	"embed"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"testing"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

// Door is an account that scripts can be played on.
type Door interface {
	http.RoundTripper
	Operation(service, name string) (wire.Operation, bool)
	Endpoint(service string) string
	Values() map[string]string
	// Advance moves the account's clock; Now reads it.
	Advance(time.Duration)
	Now() time.Time
	// Code returns the code in the newest message to an address.
	Code(address string) (string, bool)
}

// Moved is a Door whose account does not stand at AWS's own addresses.
type Moved interface {
	// Here puts the account's addresses into a line of a script in the place of AWS's.
	Here(line string) string
}

// Client is a Door with a client of its own: the words of a call go to it, and it makes the request.
type Client interface {
	// Call makes a call, signed by the keys if there are some, and returns the answer as it came over the wire. ok is
	// false for what the client cannot ask; the script then asks itself.
	Call(op wire.Operation, input, payload []byte, keys *sigv4.Credentials) (answer *http.Response, ok bool, err error)
}

// Open makes a door on a fresh account.
type Open func(t *testing.T, a account.Account) Door

//go:embed testdata/*.txt
var scripts embed.FS

// Run plays every script of this package, each on an account of its own.
func Run(t *testing.T, open Open) {
	t.Helper()
	RunFS(t, scripts, "testdata", open)
}

// RunFS plays every script (*.txt) in a folder of fsys, each on an account of its own.
func RunFS(t *testing.T, fsys fs.FS, folder string, open Open) {
	t.Helper()
	names, err := fs.Glob(fsys, folder+"/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Fatal("there are no scripts")
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(path.Base(name), ".txt"), func(t *testing.T) {
			s, err := parse(name, data)
			if err != nil {
				t.Fatal(err)
			}
			s.play(t, open)
		})
	}
}
