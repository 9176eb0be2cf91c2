package step

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"poolschool/lessons/value"
	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

// answerLimit is the longest answer that a lesson reads, in bytes.
const answerLimit = 8 << 20

// send makes a call of an operation: encode, sign, send, read.
func (r route) send(ctx context.Context, env *Env, b body) (reply, refusal, error) {
	input, payload, err := b.fill(env, r.Op)
	if err != nil {
		return reply{}, refusal{}, err
	}
	req, err := r.Op.Codec.Encode(r.Op, env.World.Endpoint(r.Op.Service), input, payload)
	if err != nil {
		return reply{}, refusal{}, &InputError{Text: "this request cannot be sent: " + err.Error()}
	}
	if err := signAs(req, env, r.As, r.Op.Service); err != nil {
		return reply{}, refusal{}, err
	}
	if payload != nil && env.Sending != nil {
		content, sent := env.Sending(req.Body, req.ContentLength)
		defer sent()
		req.Body = io.NopCloser(content)
	}
	got, err := roundTrip(ctx, env, r.From, req)
	if err != nil {
		return reply{}, refusal{}, err
	}
	got.side, got.origin = SideOf(r.Op.Service), r.Op.Service+" "+r.Op.Name
	if got.status >= http.StatusMultipleChoices {
		code, message := r.Op.Codec.Refusal(got.header, got.body)
		return got, refusal{code, message}, nil
	}
	got.json, err = r.Op.Codec.Decode(r.Op, got.status, got.header, got.body)
	if err != nil {
		return got, refusal{}, fmt.Errorf("%s %s: read the answer: %w", r.Op.Service, r.Op.Name, err)
	}
	return got, refusal{}, nil
}

// signAs signs the request for a service with the credentials of that name; "" signs nothing.
func signAs(req *http.Request, env *Env, name, service string) error {
	if name == "" {
		return nil
	}
	v, ok := env.Values.Get(name)
	if !ok {
		return &value.MissingError{Name: name}
	}
	credentials, err := credentialsOf(v, env)
	if err != nil {
		return err
	}
	hash := sigv4.Hash(nil)
	if req.Body != nil {
		data, err := readAgain(req)
		if err != nil {
			return fmt.Errorf("sign a request for %s: %w", service, err)
		}
		hash = sigv4.Hash(data)
	}
	return sigv4.Sign(req, credentials, service, env.signedFor(service), env.now(), hash)
}

// signedFor is the region in a signature's scope. IAM has no region of its own: it is signed for the first one.
// https://docs.aws.amazon.com/general/latest/gr/iam-service.html
func (e *Env) signedFor(service string) string {
	if service == "iam" {
		return "us-east-1"
	}
	return e.Region
}

// credentialsOf reads keys as GetCredentialsForIdentity (SecretKey) and STS (SecretAccessKey) name them.
func credentialsOf(v value.Value, env *Env) (sigv4.Credentials, error) {
	text := func(names ...string) string {
		for _, name := range names {
			if shown, err := env.Values.Show(value.Ref{Name: v.Name, Path: []string{name}}, env.now()); err == nil {
				return shown
			}
		}
		return ""
	}
	c := sigv4.Credentials{AccessKeyID: text("AccessKeyId"), SecretKey: text("SecretKey", "SecretAccessKey"), Token: text("SessionToken")}
	if c.AccessKeyID == "" || c.SecretKey == "" {
		return c, fmt.Errorf("{{%s}} are no credentials: AccessKeyId and SecretKey (or SecretAccessKey) are needed to sign", v.Name)
	}
	return c, nil
}

// readAgain reads the body and leaves it to be read once more.
func readAgain(req *http.Request) ([]byte, error) {
	data, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	req.Body = io.NopCloser(strings.NewReader(string(data)))
	req.ContentLength = int64(len(data))
	return data, nil
}

// roundTrip sends a request over the account and reads the answer whole. Redirects are not followed: a lesson shows
// them.
func roundTrip(ctx context.Context, env *Env, from string, req *http.Request) (reply, error) {
	resp, err := env.World.RoundTrip(req.WithContext(trace.CallerID(ctx, from)))
	if err != nil {
		return reply{}, fmt.Errorf("%s %s: %w", req.Method, req.URL.Redacted(), err)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, answerLimit))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return reply{}, fmt.Errorf("%s %s: read the answer: %w", req.Method, req.URL.Redacted(), err)
	}
	return reply{status: resp.StatusCode, header: resp.Header, body: data}, nil
}

// SideOf is the side of what a service gives out. Credentials and the identity behind them are of the identity
// pool's side, also when STS hands them out.
func SideOf(service string) account.Side {
	switch service {
	case "cognito-idp":
		return account.UserPoolSide
	case "cognito-identity", "sts":
		return account.IdentitySide
	}
	return account.Neither
}

// settle turns an answer into an outcome: promises first, and what is kept only from an answer that was promised.
func (c clauses) settle(env *Env, got reply, why refusal, mark int) Outcome {
	out := Outcome{Show: c.show}
	exchanges := env.World.Log().Since(mark)
	for _, e := range c.expects {
		if e.service == "" {
			out.Promises = append(out.Promises, e.check(got.status, why, env.Values, env.now()))
			continue
		}
		if len(out.Promises) > 0 && !out.Promises[0].Held {
			continue // a call that ended early made no further calls: no news
		}
		out.Promises = append(out.Promises, e.checkNested(exchanges, env.Values, env.now()))
	}
	if !out.Held() {
		return out
	}
	for _, k := range c.keeps {
		v, err := k.take(got)
		if err != nil {
			out.Promises = append(out.Promises, Promise{Line: k.line, Text: "keep " + k.name, Got: err.Error()})
			continue
		}
		out.Kept = append(out.Kept, v)
	}
	if c.count != "" {
		out.Kept = append(out.Kept, tally(env, c.count)...)
	}
	return out
}
