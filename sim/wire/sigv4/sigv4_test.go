package sigv4

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

var at = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

var ana = Credentials{AccessKeyID: "ASIAANA", SecretKey: "secret", Token: "token+/="}

// arrive sends a signed client request through net/http's own writer and reader, so that the
// verifier sees what a server would.
func arrive(t testing.TB, r *http.Request) *http.Request {
	t.Helper()
	var wire bytes.Buffer
	if err := again(t, r).Write(&wire); err != nil {
		t.Fatal(err)
	}
	got, err := http.ReadRequest(bufio.NewReader(&wire))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func verifies(r *http.Request, body string, secret string) (bool, Canonical, error) {
	s, err := Parse(r)
	if err != nil {
		return false, Canonical{}, err
	}
	c := Canonicalize(r, s, PayloadHash(s, []byte(body)))
	return Verify(s, c, Key(secret, s.Day, s.Region, s.Service)), c, nil
}

// again gives r its body back, so that it can be sent a second time.
func again(t testing.TB, r *http.Request) *http.Request {
	t.Helper()
	if r.GetBody == nil {
		return r
	}
	body, err := r.GetBody()
	if err != nil {
		t.Fatal(err)
	}
	r.Body = body
	return r
}

func TestTheSDKsSignatureVerifies(t *testing.T) {
	for _, tt := range []struct {
		name, service, method, path, query, body string
		header                                   map[string]string
	}{
		{"an S3 key of odd letters", "s3", "PUT", "/ünï code+plus (1)//a.jpg", "", "hello", nil},
		{"an S3 key with dots and stars", "s3", "GET", "/a/../b%20c*~'.jpg", "", "", nil},
		{"an S3 key of reserved letters", "s3", "GET", "/!$&'()*+,;=:@", "", "", nil},
		{"a list with a prefix", "s3", "GET", "/", "list-type=2&prefix=a%2Fb%20c&delimiter=%2F", "", nil},
		{"a query with an empty value", "s3", "POST", "/", "delete=", "<Delete/>", nil},
		{"an unsorted query", "s3", "GET", "/", "b=2&a=3&a=1&B=4", "", nil},
		{"spaces within a header", "s3", "PUT", "/k", "", "x", map[string]string{"X-Amz-Meta-Note": "  a   b  "}},
		{"an empty header", "s3", "PUT", "/k", "", "x", map[string]string{"X-Amz-Meta-Note": ""}},
		{"a JSON service at its root", "cognito-identity", "POST", "/", "", `{"a":1}`, map[string]string{"X-Amz-Target": "S.Op"}},
		{"a form", "sts", "POST", "/", "", "Action=GetCallerIdentity&Version=2011-06-15", nil},
		{"an API path is encoded twice", "execute-api", "GET", "/prod/a b/ü", "x=%2B", "", nil},
	} {
		u := &url.URL{Scheme: "https", Host: "b.s3.us-east-1.amazonaws.com", Path: tt.path, RawPath: escape(tt.path, true), RawQuery: tt.query}
		r, err := http.NewRequest(tt.method, u.String(), strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range tt.header {
			r.Header.Set(name, value)
		}
		if err := Sign(r, ana, tt.service, "us-east-1", at, Hash([]byte(tt.body))); err != nil {
			t.Fatal(err)
		}
		got, c, err := verifies(arrive(t, r), tt.body, ana.SecretKey)
		if err != nil || !got {
			t.Errorf("%s: refused (%v); canonical request:\n%s", tt.name, err, c.Request)
		}
		if got, _, _ := verifies(arrive(t, r), tt.body, "another"); got {
			t.Errorf("%s: accepted with another secret", tt.name)
		}
	}
}

func TestPresignedURLsVerify(t *testing.T) {
	r, err := http.NewRequest("GET", "https://b.s3.us-east-1.amazonaws.com/a%20b%2Bc.jpg?x-id=GetObject", nil)
	if err != nil {
		t.Fatal(err)
	}
	address, err := Presign(r, ana, "s3", "us-east-1", at, 15*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	used, err := http.NewRequest("GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, c, err := verifies(arrive(t, used), "", ana.SecretKey)
	if err != nil || !got {
		t.Errorf("refused (%v); canonical request:\n%s", err, c.Request)
	}
	s, _ := Parse(used)
	if !s.Presigned || s.Expires != 15*time.Minute || s.Token != ana.Token || !s.At.Equal(at) {
		t.Errorf("parsed as %+v", s)
	}
	if got, _, _ := verifies(arrive(t, mustGet(t, strings.Replace(address, "a%20b", "a%20c", 1))), "", ana.SecretKey); got {
		t.Error("accepted for another key")
	}
}

func mustGet(t *testing.T, address string) *http.Request {
	t.Helper()
	r, err := http.NewRequest("GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// own signs by our own half, for forms which the SDK's signer cannot make.
func own(r *http.Request, signedHeaders, secret string) {
	r.Header.Set("X-Amz-Date", at.Format(stampFormat))
	r.Header.Set("X-Amz-Content-Sha256", Unsigned)
	s := Signed{AccessKeyID: "AKIA1", Day: at.Format("20060102"), Region: "us-east-1", Service: "s3", At: at, SignedHeaders: strings.Split(signedHeaders, ";")}
	c := Canonicalize(r, s, Unsigned)
	r.Header.Set("Authorization", Algorithm+" Credential=AKIA1/"+s.Scope()+", SignedHeaders="+signedHeaders+", Signature="+signature(Key(secret, s.Day, s.Region, s.Service), c.StringToSign))
}

func TestCanonicalRequestOfOddForms(t *testing.T) {
	for _, tt := range []struct {
		name, uri, signed string
		length            int64
		header            map[string]string
		want              string // path, query and headers of the canonical request
	}{
		{"a listed header that is absent is empty", "/k", "host;x-amz-nothing", 0, nil, "/k\n\nhost:h\nx-amz-nothing:\n"},
		{"content-length 0 is signed", "/k", "content-length;host", 0, nil, "/k\n\ncontent-length:0\nhost:h\n"},
		{"user-agent is a header like any other", "/k", "host;user-agent", 0, map[string]string{"User-Agent": "curl/8"}, "/k\n\nhost:h\nuser-agent:curl/8\n"},
		{"a semicolon does not split the query", "/k?a=1;b=2", "host", 0, nil, "/k\na=1%3Bb%3D2\nhost:h\n"},
		{"raw UTF-8 in the path stays raw", "/ü\"", "host", 0, nil, "/ü\"\n\nhost:h\n"},
		{"slashes and dots in a key stay", "/a//b/../c", "host", 0, nil, "/a//b/../c\n\nhost:h\n"},
		{"a star is encoded, a tilde is not", "/k?p=*~", "host", 0, nil, "/k\np=%2A~\nhost:h\n"},
		{"plus means space", "/k?p=a+b", "host", 0, nil, "/k\np=a%20b\nhost:h\n"},
		{"a broken escape is taken as it is", "/k?p=%zz", "host", 0, nil, "/k\np=%25zz\nhost:h\n"},
		{"names sort before values", "/k?b=1&a=2&a=1", "host", 0, nil, "/k\na=1&a=2&b=1\nhost:h\n"},
		{"the absolute form of a proxy request", "http://h/k?a=1", "host", 0, nil, "/k\na=1\nhost:h\n"},
	} {
		r := received(t, "GET", "h", tt.uri, tt.header)
		r.ContentLength = tt.length
		c := Canonicalize(r, Signed{Service: "s3", At: at, SignedHeaders: strings.Split(tt.signed, ";")}, Unsigned)
		want := "GET\n" + tt.want + "\n" + tt.signed + "\n" + Unsigned
		if c.Request != want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, c.Request, want)
		}
		own(r, tt.signed, "secret")
		if got, _, err := verifies(r, "", "secret"); err != nil || !got {
			t.Errorf("%s: signed so, refused (%v)", tt.name, err)
		}
	}
}

func TestOtherServicesTidyAndEncodeThePath(t *testing.T) {
	for _, tt := range []struct{ name, path, want string }{
		{"the root", "/", "/"},
		{"double slashes go", "//example//", "/example/"},
		{"dots go", "/a/./b/../c", "/a/c"},
		{"what was encoded is encoded again", "/a%20b", "/a%2520b"},
	} {
		if got := canonicalPath(tt.path, "execute-api"); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestParseRefusesWhatIsNoSignature(t *testing.T) {
	const good = "Credential=AKIA1/20260302/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=" + emptyHash
	const query = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA1%2F20260302%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260302T120000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=" + emptyHash
	for _, tt := range []struct {
		name, authorization, uri, date string
		want                           error
	}{
		{"a good header", Algorithm + " " + good, "/", "20260302T120000Z", nil},
		{"no header at all", "", "/", "20260302T120000Z", ErrUnsigned},
		{"a bearer token", "Bearer eyJ", "/", "20260302T120000Z", ErrScheme},
		{"signature version 2", "AWS AKIA1:sig", "/", "20260302T120000Z", ErrVersion2},
		{"a URL of version 2", "", "/?AWSAccessKeyId=AKIA1&Expires=1772452800&Signature=sig", "", ErrVersion2},
		{"header and query", Algorithm + " " + good, query + "&X-Amz-Expires=60", "20260302T120000Z", ErrTwice},
		{"a good query", "", query + "&X-Amz-Expires=60", "", nil},
		{"a query without a life", "", query, "", ErrQuery},
		{"a life above a week", "", query + "&X-Amz-Expires=604801", "", ErrExpiresRange},
		{"a life of words", "", query + "&X-Amz-Expires=soon", "", ErrQueryValue},
		{"a negative life", "", query + "&X-Amz-Expires=-1", "", ErrQueryValue},
		{"no date", Algorithm + " " + good, "/", "", ErrDate},
		{"another day than the credential's", Algorithm + " " + good, "/", "20260303T120000Z", ErrMalformed},
		{"no signature", Algorithm + " Credential=AKIA1/20260302/us-east-1/s3/aws4_request, SignedHeaders=host", "/", "20260302T120000Z", ErrMalformed},
		{"a short credential", Algorithm + " " + strings.Replace(good, "/s3", "", 1), "/", "20260302T120000Z", ErrMalformed},
		{"a signature in capitals", Algorithm + " " + strings.ToUpper(good), "/", "20260302T120000Z", ErrMalformed},
		{"a host that is not signed", Algorithm + " " + strings.Replace(good, "=host", "=date", 1), "/", "20260302T120000Z", ErrMalformed},
		{"a part that stands twice", Algorithm + " " + good + ", SignedHeaders=host", "/", "20260302T120000Z", ErrMalformed},
		{"nothing after the algorithm", Algorithm, "/", "20260302T120000Z", ErrMalformed},
	} {
		r := received(t, "GET", "h", tt.uri, nil)
		if tt.authorization != "" {
			r.Header.Set("Authorization", tt.authorization)
		}
		if tt.date != "" {
			r.Header.Set("X-Amz-Date", tt.date)
		}
		if _, err := Parse(r); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestTheSignatureMustCoverAmazonsHeaders(t *testing.T) {
	r := received(t, "GET", "h", "/", map[string]string{"X-Amz-Acl": "private", "X-Amz-Date": "d", "Accept": "*/*"})
	got := Signed{SignedHeaders: []string{"host", "x-amz-date"}}.Uncovered(r.Header)
	if len(got) != 1 || got[0] != "x-amz-acl" {
		t.Errorf("uncovered = %q, want x-amz-acl alone", got)
	}
}

func TestBodiesAreWhatWasSigned(t *testing.T) {
	for _, tt := range []struct {
		name, hash, sent, want string
		err                    error
	}{
		{"a body that has its hash", Hash([]byte("hello")), "hello", "hello", nil},
		{"another body", Hash([]byte("hello")), "hellO", "hellO", ErrPayload},
		{"a longer body", Hash([]byte("hello")), "hello!", "hello!", ErrPayload},
		{"no body where one was signed", Hash([]byte("hello")), "", "", ErrPayload},
		{"an unsigned body passes", Unsigned, "anything", "anything", nil},
		{"a trailing checksum is taken off", StreamingUnsignedTrailer, "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "hello", nil},
		{"an empty stream", StreamingUnsignedTrailer, "0\r\n\r\n", "", nil},
		{"trailers without an end are bounded", StreamingUnsignedTrailer, "0\r\n" + strings.Repeat("a:b\r\n", maxTrailers), "", ErrFraming},
		{"a trailer without a colon", StreamingUnsignedTrailer, "0\r\nnonsense\r\n\r\n", "", ErrFraming},
		{"a stream that ends within a chunk", StreamingUnsignedTrailer, "5\r\nhel", "hel", io.ErrUnexpectedEOF},
		{"a size line without an end", StreamingUnsignedTrailer, strings.Repeat("0", 1<<16), "", ErrFraming},
	} {
		for _, in := range []io.Reader{strings.NewReader(tt.sent), iotest.OneByteReader(strings.NewReader(tt.sent)), iotest.DataErrReader(strings.NewReader(tt.sent))} {
			got, err := io.ReadAll(NewBody(in, Signed{PayloadHash: tt.hash}, nil))
			if string(got) != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("%s: got %q, %v; want %q, %v", tt.name, got, err, tt.want, tt.err)
			}
		}
	}
}

func FuzzParseAuthorization(f *testing.F) {
	f.Add(Algorithm+" Credential=AKIA1/20260302/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature="+emptyHash, "/a?b=c")
	f.Add("Bearer eyJ", "/?X-Amz-Signature=1")
	f.Add(Algorithm+" ,,=,Credential=////", "/%zz?%zz=;&&=")
	f.Fuzz(func(t *testing.T, authorization, uri string) {
		r := received(t, "GET", "h", uri, map[string]string{"X-Amz-Date": "20260302T120000Z"})
		r.Header.Set("Authorization", authorization)
		s, err := Parse(r)
		if err == nil && (len(s.Signature) != 64 || s.AccessKeyID == "" || s.Service == "") {
			t.Errorf("accepted %+v", s)
		}
		if err == nil && Verify(s, Canonicalize(r, s, PayloadHash(s, nil)), Key("secret", s.Day, s.Region, s.Service)) {
			t.Errorf("a guessed signature verifies: %+v", s)
		}
	})
}

func FuzzChunkedBody(f *testing.F) {
	f.Add([]byte("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"))
	f.Add([]byte("0;chunk-signature=\r\n\r\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := io.ReadAll(NewBody(bytes.NewReader(body), Signed{PayloadHash: StreamingUnsignedTrailer}, nil))
		if len(got) > len(body) {
			t.Errorf("%d bytes came out of %d (%v)", len(got), len(body), err)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	r, err := http.NewRequest("PUT", "https://b.s3.us-east-1.amazonaws.com/uploads/cat.jpg", nil)
	if err != nil {
		b.Fatal(err)
	}
	if err := Sign(r, ana, "s3", "us-east-1", at, Unsigned); err != nil {
		b.Fatal(err)
	}
	r = arrive(b, r)
	for b.Loop() {
		if ok, _, err := verifies(r, "", ana.SecretKey); err != nil || !ok {
			b.Fatal(ok, err)
		}
	}
}
