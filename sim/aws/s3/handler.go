package s3

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"poolschool/sim/chance"
	"poolschool/sim/gate"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/restxml"
	"poolschool/sim/wire/sigv4"
)

// serve answers one request.
func (s *Service) serve(w http.ResponseWriter, r *http.Request) {
	requestID := s.requestID(r.Context())
	hostID := base64.StdEncoding.EncodeToString(s.chance.Bytes(56))
	h := w.Header()
	h.Set("x-amz-request-id", requestID)
	h.Set("x-amz-id-2", hostID)
	h.Set("Server", "AmazonS3")
	h.Set("Date", s.clock.Now().UTC().Format(http.TimeFormat))
	row, answer, err := s.answer(r)
	if err == nil {
		if err = row.WriteAnswer(w, r, answer); err != nil {
			// The status is already on its way; all that is left is to say it in the trace.
			trace.Because(r.Context(), "the answer could not be sent to its end: %v", err)
		}
		return
	}
	e := wireError(err)
	trace.Refused(r.Context(), e.Code, e.Message, e.Why)
	if err := restxml.WriteError(w, r, e, requestID, hostID); err != nil {
		trace.Because(r.Context(), "the refusal could not be sent: %v", err)
	}
}

// requestID has S3's own form, sixteen capitals and digits. It is made of the id that the log drew, so that a session
// which is played again draws no more than before.
func (s *Service) requestID(ctx context.Context) string {
	const length = 16
	id := strings.ToUpper(strings.ReplaceAll(trace.RequestID(ctx), "-", ""))
	if len(id) < length {
		return chance.Text(s.chance, length, chance.UpperAlnum)
	}
	trace.SetRequestID(ctx, id[:length])
	return id[:length]
}

// answer finds the operation, proves the caller and runs it.
func (s *Service) answer(r *http.Request) (*restxml.Row, any, error) {
	p := locate(r)
	if err := s.elsewhere(r, p); err != nil {
		return nil, nil, err
	}
	row, err := s.route(r, p)
	if err != nil {
		return row, nil, err
	}
	trace.Name(r.Context(), row.Name())
	ctx, body, err := authenticate(r, s.gateAt(p))
	if err != nil {
		return row, nil, err
	}
	if row.Auth() == wire.Signed && callerOf(ctx).Anonymous {
		return row, nil, errAccessDenied.Because("%s needs a signature: no policy can open it to everybody", row.Name())
	}
	if want := r.Header.Get("x-amz-expected-bucket-owner"); want != "" && want != s.accountID {
		return row, nil, errAccessDenied.Because("the caller expects the bucket to belong to account %s; it belongs to %s", want, s.accountID)
	}
	if err := firstOf(checkKey(p.Key, r.URL.EscapedPath()), checkHeaders(r)); err != nil {
		return row, nil, err
	}
	switch {
	case row.Streams():
	case row.Documented():
		body = verified(body, r.Header)
	default: // nobody reads it, but its hash was signed
		if err := s.copy(io.Discard, body); err != nil {
			return row, nil, err
		}
	}
	out, err := row.Call(ctx, r, p.Labels, body)
	return row, out, err
}

// elsewhere answers a request for a bucket that came to another region's endpoint: buckets live in one.
func (s *Service) elsewhere(r *http.Request, p place) error {
	if p.region == "" || p.region == s.region || p.Bucket == "" {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	switch {
	case s.buckets[p.Bucket] != nil:
		return errPermanentRedirect.With("Endpoint", p.Bucket+".s3."+s.region+".amazonaws.com").With("Bucket", p.Bucket).
			WithHeader("X-Amz-Bucket-Region", s.region).
			Because("the bucket lives in %s, the request went to %s", s.region, p.region)
	case r.Method == http.MethodPut && p.Key == "" && r.URL.RawQuery == "":
		return errNotImplemented.Because("poolschool keeps buckets in %s only", s.region)
	}
	return errNoSuchBucket.With("BucketName", p.Bucket).Because("the account has no bucket of that name, neither in %s nor in %s", p.region, s.region)
}

// gateAt checks signatures for the region of an endpoint: whoever lists buckets may ask any.
func (s *Service) gateAt(p place) *gate.Gate {
	if p.region == "" || p.region == s.region {
		return s.gate
	}
	g := *s.gate
	g.Region = p.region
	return &g
}

func (s *Service) route(r *http.Request, p place) (*restxml.Row, error) {
	if r.Method == http.MethodOptions && p.Bucket != "" {
		return nil, s.preflight(r, p)
	}
	if err := checkSubresource(r, p); err != nil {
		return nil, err
	}
	row, ok := restxml.Find(s.rows, r, p.Labels)
	switch {
	case !ok && r.Method == http.MethodPost && p.Bucket != "" && p.Key == "":
		return row, posted(r)
	case !ok:
		return row, notAllowed(r, p)
	}
	return row, checkSelectors(row, r, p)
}

func notAllowed(r *http.Request, p place) error {
	return errMethodNotAllowed.With("Method", r.Method).With("ResourceType", resourceType(p)).
		Because("no operation that is simulated answers %s here", r.Method)
}

func resourceType(p place) string {
	switch {
	case p.Key != "":
		return "OBJECT"
	case p.Bucket != "":
		return "BUCKET"
	}
	return "SERVICE"
}

// authenticate proves the caller and returns the body without its framing. A request without
// any signature is anonymous, which only a bucket policy can let in.
func authenticate(r *http.Request, g *gate.Gate) (context.Context, io.Reader, error) {
	if r.Header.Get("Content-Length") == "" && r.ContentLength >= 0 {
		r.Header.Set("Content-Length", strconv.FormatInt(r.ContentLength, 10)) // net/http may keep it as a number only
	}
	body := r.Body
	if body == nil {
		body = http.NoBody
	}
	if !sigv4.Present(r) {
		trace.Passed(r.Context(), "the request carries no signature: the caller is anonymous")
		signed := sigv4.Signed{PayloadHash: r.Header.Get("X-Amz-Content-Sha256")}
		return withKeys(g.Enter(r, principal.Anonymous()), r.Header, signed, 0), sigv4.NewBody(body, signed, nil), nil
	}
	proof, failure := g.Prove(r, "s3", nil)
	if failure != nil {
		return nil, nil, failure.S3()
	}
	if proof.Signed.Presigned {
		unhoist(r)
	}
	age := g.Clock.Now().Sub(proof.Signed.At)
	return withKeys(g.Enter(r, proof.Caller), r.Header, proof.Signed, max(age, 0)), sigv4.NewBody(body, proof.Signed, proof.Key), nil
}

type ctxKey int

const keysKey ctxKey = iota

// withKeys adds the condition keys that S3 knows about any request.
// https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
func withKeys(ctx context.Context, header http.Header, signed sigv4.Signed, age time.Duration) context.Context {
	keys := map[string][]string{}
	for _, name := range []string{"x-amz-acl", "x-amz-metadata-directive", "x-amz-server-side-encryption", "x-amz-storage-class"} {
		if value := header.Get(name); value != "" {
			keys["s3:"+name] = []string{value}
		}
	}
	if signed.AccessKeyID != "" {
		keys["s3:signatureversion"] = []string{sigv4.Algorithm}
		keys["s3:signatureAge"] = []string{strconv.FormatInt(age.Milliseconds(), 10)}
		keys["s3:authType"] = []string{"REST-HEADER"}
		if signed.Presigned {
			keys["s3:authType"] = []string{"REST-QUERY-STRING"}
		}
	}
	if signed.PayloadHash != "" {
		keys["s3:x-amz-content-sha256"] = []string{signed.PayloadHash}
	}
	return context.WithValue(ctx, keysKey, keys)
}
