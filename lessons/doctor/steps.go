package doctor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

func (w *walk) signIn(ctx context.Context) (string, error) {
	switch {
	case w.cast.Pool < 0:
		return "", errors.New("the file has no user pool")
	case w.cast.Client < 0:
		return "", fmt.Errorf("user pool %s has no app client", w.pool().Name)
	}
	who := w.account.Learner
	var out struct {
		ChallengeName        string
		AuthenticationResult struct{ IdToken, AccessToken string }
	}
	err := w.ask(ctx, "cognito-idp", "InitiateAuth", map[string]any{
		"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": w.client().ID,
		"AuthParameters": map[string]string{"USERNAME": who.Username, "PASSWORD": who.Password},
	}, &out)
	if err != nil {
		return "", err
	}
	if out.ChallengeName != "" {
		return "", fmt.Errorf("%s is not in yet: the user pool asks for %s first", who.Username, out.ChallengeName)
	}
	w.idToken, w.accessToken = out.AuthenticationResult.IdToken, out.AuthenticationResult.AccessToken
	return fmt.Sprintf("%s of user pool %s has tokens for client %s", who.Username, w.pool().Name, w.client().Name), nil
}

// logins are what the identity pool is shown.
func (w *walk) logins() map[string]string {
	return map[string]string{"cognito-idp." + w.region + ".amazonaws.com/" + w.pool().ID: w.idToken}
}

func (w *walk) identify(ctx context.Context) (string, error) {
	if w.cast.IdentityPool < 0 {
		return "", errors.New("the file has no identity pool")
	}
	if w.options.SignedOut {
		if err := w.ask(ctx, "cognito-idp", "GlobalSignOut", map[string]any{"AccessToken": w.accessToken}, &struct{}{}); err != nil {
			return "", fmt.Errorf("the person could not be signed out: %w", err)
		}
	}
	var out struct{ IdentityId string }
	err := w.ask(ctx, "cognito-identity", "GetId", map[string]any{"IdentityPoolId": w.identityPool().ID, "Logins": w.logins()}, &out)
	w.identityID = out.IdentityId
	return "identity pool " + w.identityPool().Name + " knows the person as " + out.IdentityId, err
}

func (w *walk) trade(ctx context.Context) (string, error) {
	var out struct {
		Credentials struct{ AccessKeyId, SecretKey, SessionToken string }
	}
	mark := w.world.Log().Last()
	err := w.ask(ctx, "cognito-identity", "GetCredentialsForIdentity", map[string]any{"IdentityId": w.identityID, "Logins": w.logins()}, &out)
	w.keys = sigv4.Credentials{AccessKeyID: out.Credentials.AccessKeyId, SecretKey: out.Credentials.SecretKey, Token: out.Credentials.SessionToken}
	return "credentials of role " + roleAsked(w.world.Log().Since(mark)), err
}

// roleAsked is the role that STS was asked for; "" when it was not asked.
func roleAsked(all []trace.Exchange) string {
	for _, x := range all {
		if form, err := url.ParseQuery(string(x.Request.Body)); x.To == "sts" && err == nil {
			if arn := form.Get("RoleArn"); arn != "" {
				return arn[strings.LastIndexByte(arn, '/')+1:]
			}
		}
	}
	return ""
}

// photo is what is uploaded.
const photo = "a photo"

func (w *walk) upload(ctx context.Context) (string, error) {
	if w.cast.Bucket < 0 {
		if w.options.Bucket != "" {
			return "", fmt.Errorf("the file has no bucket %s", w.options.Bucket)
		}
		return "", errors.New("the file has no bucket")
	}
	bucket, key := w.account.Buckets[w.cast.Bucket].Name, strings.ReplaceAll(w.options.Key, "{identityId}", w.identityID)
	address := w.world.Endpoint("s3") + (&url.URL{Path: "/" + bucket + "/" + key}).EscapedPath()
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, address, strings.NewReader(photo))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "image/jpeg")
	if err := sigv4.Sign(req, w.keys, "s3", w.region, w.options.Now, sigv4.Hash([]byte(photo))); err != nil {
		return "", err
	}
	if _, err := w.send(req.WithContext(trace.CallerID(ctx, "app"))); err != nil {
		return "", err
	}
	return fmt.Sprintf("the photo is in s3://%s/%s", bucket, key), nil
}

// ask makes a call of one of the JSON services.
func (w *walk) ask(ctx context.Context, service, operation string, in, out any) error {
	op, ok := w.world.Operation(service, operation)
	if !ok {
		return fmt.Errorf("the account has no %s", operation)
	}
	body, err := json.Marshal(in, json.Deterministic(true))
	if err != nil {
		return err
	}
	req, err := op.Codec.Encode(op, w.world.Endpoint(service), body, nil)
	if err != nil {
		return err
	}
	answer, err := w.send(req.WithContext(trace.CallerID(ctx, "app")))
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, out)
}

// most is how much of an answer is read.
const most = 1 << 20

// send returns the answer's body; the error is the refusal.
func (w *walk) send(req *http.Request) ([]byte, error) {
	mark := w.world.Log().Last()
	resp, err := w.world.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, most))
	if closed := resp.Body.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		for _, x := range w.world.Log().Since(mark) {
			if x.Parent == 0 {
				return nil, fmt.Errorf("%s: %s", x.Code, x.Refusal)
			}
		}
	}
	return body, nil
}
