package gate

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"poolschool/sim/principal"
	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

// Proof is an authenticated request: the caller, and what is needed to check a streamed body.
type Proof struct {
	Caller principal.Caller
	Signed sigv4.Signed
	Key    []byte // signing key of the day; checks chunk signatures
}

// Authenticate finds out who signed r for a service ("sts", "cognito-identity"). body is the
// whole body, because these services sign it without naming its hash.
func (g *Gate) Authenticate(r *http.Request, service string, body []byte) (principal.Caller, *Failure) {
	p, failure := g.Prove(r, service, body)
	return p.Caller, failure
}

// Prove is Authenticate with the means to check the body while it is read (S3): there body
// is nil and the x-amz-content-sha256 header vouches for it. Checks are made, and traced, in
// the order: form, scope, key, token, clock, signature.
func (g *Gate) Prove(r *http.Request, service string, body []byte) (Proof, *Failure) {
	signed, err := sigv4.Parse(r)
	f := &Failure{Authorization: r.Header.Get("Authorization"), Signed: signed, Now: g.Clock.Now()}
	if err != nil {
		return Proof{}, f.unreadable(r.Context(), err)
	}
	if signed.Presigned { // headers with credentials are hidden by name, a URL is not
		trace.Secret(r.Context(), signed.Secrets()...)
	}
	trace.Passed(r.Context(), "the request is signed with access key %s", signed.AccessKeyID)
	if failed := g.checkScope(f, service); failed {
		return Proof{}, f.refuse(r.Context(), "signed for %s in %s", service, g.Region)
	}
	caller, keys, found := g.Store.Lookup(signed.AccessKeyID, g.AccountID)
	if !found {
		f.Reason, f.Because = UnknownKey, fmt.Sprintf("this account has no access key %s", signed.AccessKeyID)
		return Proof{}, f.refuse(r.Context(), "access key %s is known", signed.AccessKeyID)
	}
	trace.Passed(r.Context(), "access key %s belongs to %s", signed.AccessKeyID, caller.Who())
	if failed := checkToken(f, caller, keys); failed {
		return Proof{}, f.refuse(r.Context(), "the session token belongs to the key and is still valid")
	}
	if caller.Session != nil {
		trace.Passed(r.Context(), "session token is the key's own, valid until %s", clockTime(caller.Session.Expires))
	}
	if failed := g.checkTime(f); failed {
		return Proof{}, f.refuse(r.Context(), "signed near the present time")
	}
	trace.Passed(r.Context(), "signed at %s, now %s", clockTime(signed.At), clockTime(f.Now))
	if f.Uncovered = signed.Uncovered(r.Header); len(f.Uncovered) > 0 {
		f.Reason, f.Because = HeadersUnsigned, "the signature does not cover "+strings.Join(f.Uncovered, ", ")
		return Proof{}, f.refuse(r.Context(), "the signature covers every x-amz-… header")
	}
	key := sigv4.Key(keys.SecretKey, signed.Day, signed.Region, signed.Service)
	f.Canonical = sigv4.Canonicalize(r, signed, sigv4.PayloadHash(signed, body))
	if !sigv4.Verify(signed, f.Canonical, key) {
		f.Reason = WrongSignature
		f.Because = "computed again with the secret key of " + caller.Who() + ", the signature is another: the secret is wrong, or the request was changed on its way"
		return Proof{}, f.refuse(r.Context(), "signature computed again with the secret key")
	}
	trace.Passed(r.Context(), "signature computed again with the secret key: equal")
	return Proof{Caller: caller, Signed: signed, Key: key}, nil
}

// unreadable sorts the errors of the parser.
func (f *Failure) unreadable(ctx context.Context, err error) *Failure {
	for _, row := range []struct {
		err    error
		reason Reason
	}{
		{sigv4.ErrUnsigned, Unsigned}, {sigv4.ErrScheme, UnknownScheme}, {sigv4.ErrVersion2, OldVersion}, {sigv4.ErrTwice, SignedTwice},
		{sigv4.ErrQuery, BadQuery}, {sigv4.ErrQueryValue, BadQueryValue}, {sigv4.ErrExpiresRange, ExpiresTooLong}, {sigv4.ErrDate, NoDate},
		{sigv4.ErrMalformed, Malformed},
	} {
		if errors.Is(err, row.err) {
			f.Reason = row.reason
			if _, detail, ok := strings.Cut(err.Error(), row.err.Error()+": "); ok {
				f.Detail = detail
			}
			break
		}
	}
	f.Because = because(f)
	return f.refuse(ctx, "the request carries a signature that can be read")
}

// because explains the failures of form, where the learner may not know what was expected.
func because(f *Failure) string {
	scheme, _, _ := strings.Cut(f.Authorization, " ")
	switch f.Reason {
	case Unsigned:
		return "no Authorization header and no signature in the URL: nobody vouches for this request"
	case UnknownScheme:
		return fmt.Sprintf("the header begins with %q; what is understood is %s with an access key and a signature, made with AWS credentials", scheme, sigv4.Algorithm)
	case OldVersion:
		return "this is Signature Version 2, which no bucket made since June 2020 takes; version 4 is wanted (boto3: Config(signature_version=\"s3v4\"))"
	case SignedTwice:
		return "one signature is enough: the header has one and the URL has another"
	}
	return "the signature's form is wrong: " + f.Detail
}

func (g *Gate) checkScope(f *Failure, service string) bool {
	switch {
	case f.Signed.Region != g.Region:
		f.Reason, f.Want = WrongRegion, g.Region
	case f.Signed.Service != service:
		f.Reason, f.Want = WrongService, service
	case service == "s3" && !f.Signed.Presigned && !sigv4.ValidPayloadHash(f.Signed.PayloadHash):
		f.Reason, f.Detail = BadPayloadHash, f.Signed.PayloadHash
		f.Because = "S3 wants to know what the body is: x-amz-content-sha256 holds its hash or says that it is not signed"
		return true
	default:
		return false
	}
	f.Because = fmt.Sprintf("the signature is for %s in %s; it was shown to %s in %s", f.Signed.Service, f.Signed.Region, service, g.Region)
	return true
}

func checkToken(f *Failure, c principal.Caller, keys principal.Credentials) bool {
	sent := f.Signed.Token
	switch {
	case sent == "" && keys.Token != "":
		f.Reason, f.Because = TokenMissing, "a key that begins with ASIA is temporary and only works together with its session token"
	case subtle.ConstantTimeCompare([]byte(sent), []byte(keys.Token)) != 1:
		f.Reason, f.Because = TokenInvalid, "the session token was not given out with this access key"
	case c.Session != nil && !f.Now.Before(c.Session.Expires):
		f.Reason = TokenExpired
		f.Because = fmt.Sprintf("these credentials expired at %s; it is %s", clockTime(c.Session.Expires), clockTime(f.Now))
	default:
		return false
	}
	return true
}

// checkTime accepts the base clock too for skew: not every client corrects its clock after
// the account was moved ahead. A presigned URL lives by the account's time alone.
func (g *Gate) checkTime(f *Failure) bool {
	s := f.Signed
	switch {
	case !s.Presigned && far(s.At, f.Now) && far(s.At, g.Clock.Base()):
		f.Reason = Skewed
		f.Because = fmt.Sprintf("signed at %s, received at %s; 15 minutes are allowed", clockTime(s.At), clockTime(f.Now))
	case s.Presigned && s.At.After(f.Now.Add(MaxSkew)):
		f.Reason, f.Because = URLTooEarly, fmt.Sprintf("the URL is dated %s; it is %s", clockTime(s.At), clockTime(f.Now))
	case s.Presigned && f.Now.After(s.At.Add(s.Expires)):
		f.Reason = URLExpired
		f.Because = fmt.Sprintf("the URL was good until %s; it is %s", clockTime(s.At.Add(s.Expires)), clockTime(f.Now))
	default:
		return false
	}
	return true
}

func far(a, b time.Time) bool { return a.Sub(b).Abs() > MaxSkew }

func clockTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05") }

// refuse traces the failed check and returns the failure.
func (f *Failure) refuse(ctx context.Context, format string, args ...any) *Failure {
	trace.Checked(ctx, false, fmt.Sprintf(format, args...), f.Because)
	return f
}
