package doors

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

// Knock tries one door with one thing in hand. The error is about the program, or names a row or column that there is not.
func (h *House) Knock(ctx context.Context, row, column string) (Cell, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	build, ok := h.doors()[column]
	if _, held := h.held[row]; !ok || !held && row != Nothing {
		return Cell{}, fmt.Errorf("there is no cell %s at %s", row, column)
	}
	req, how, err := build(row)
	if err != nil {
		return Cell{}, fmt.Errorf("%s at %s: %w", row, column, err)
	}
	mark := h.world.Log().Last()
	resp, err := h.world.RoundTrip(req.WithContext(trace.CallerID(ctx, "you")))
	if err != nil {
		return Cell{}, fmt.Errorf("%s at %s: %w", row, column, err)
	}
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return Cell{}, fmt.Errorf("%s at %s: %w", row, column, err)
	}
	cell := Cell{Row: row, Column: column, How: how, Status: resp.StatusCode, OK: resp.StatusCode < 300, Exchanges: h.world.Log().Since(mark)}
	cell.read()
	return cell, nil
}

// All knocks at every door with everything, row by row.
func (h *House) All(ctx context.Context) ([]Cell, error) {
	var cells []Cell
	for _, r := range Rows() {
		for _, c := range Columns() {
			cell, err := h.Knock(ctx, r.ID, c.ID)
			if err != nil {
				return nil, err
			}
			cells = append(cells, cell)
		}
	}
	return cells, nil
}

// read takes words and reason from the knock's own exchange.
func (c *Cell) read() {
	if len(c.Exchanges) == 0 {
		return
	}
	e := c.Exchanges[0]
	if c.OK {
		c.Answer = e.Summary
		return
	}
	c.Code, c.Answer, c.Reason, c.Simulated = e.Code, e.Refusal, e.Because, simulated(c.Row, c.Column)
	for _, check := range e.Checks {
		if c.Reason == "" && !check.OK {
			c.Reason = strings.TrimSpace(check.Text + " " + check.Note)
		}
	}
	if c.Reason == "" && c.Row == Nothing {
		c.Reason = "the call brings nothing to know a person by; SignUp and InitiateAuth are made for callers who have nothing yet"
	}
}

// knocker builds the request for a row, and says how it was done.
type knocker func(row string) (req *http.Request, how string, err error)

func (h *House) doors() map[string]knocker {
	return map[string]knocker{App: h.atApp, UserPool: h.atUserPool, Desk: h.atDesk, STS: h.atSTS, S3: h.atS3, IAMRoute: h.atIAMRoute}
}

func (h *House) atApp(row string) (*http.Request, string, error) {
	return h.page(row, "/me")
}

func (h *House) atIAMRoute(row string) (*http.Request, string, error) {
	return h.page(row, "/iam/me")
}

// page asks the application, the thing in hand in the Authorization header.
func (h *House) page(row, path string) (*http.Request, string, error) {
	req, err := http.NewRequest(http.MethodGet, "https://"+h.values["appHost"]+path, nil)
	if err != nil {
		return nil, "", err
	}
	how, err := h.authorize(req, row, "execute-api")
	return req, "GET " + path + ", " + how, err
}

// authorize puts the thing in hand where a server looks for it.
func (h *House) authorize(req *http.Request, row, service string) (how string, err error) {
	switch row {
	case Nothing:
		return "without an Authorization header", nil
	case Credentials:
		return "signed with them", h.sign(req, h.keys, service)
	case Secret:
		if service == "s3" || req.URL.Path == "/iam/me" {
			return "signed with client ID and secret as if they were keys", h.sign(req, sigv4.Credentials{AccessKeyID: h.values["clientId.server"], SecretKey: h.held[Secret]}, service)
		}
		pair := h.values["clientId.server"] + ":" + h.held[Secret]
		req.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(pair)))
		return "with client ID and secret as Basic authorization", nil
	}
	req.Header.Set("Authorization", "Bearer "+h.held[row])
	return "with it as Bearer token", nil
}

func (h *House) sign(req *http.Request, keys sigv4.Credentials, service string) error {
	hash := sigv4.Hash(nil)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return err
		}
		data, err := io.ReadAll(body)
		if err != nil {
			return err
		}
		hash = sigv4.Hash(data)
	}
	return sigv4.Sign(req, keys, service, h.values["region"], h.world.Now(), hash)
}

func (h *House) atUserPool(row string) (*http.Request, string, error) {
	switch row {
	case Refresh:
		req, err := h.call("cognito-idp", "InitiateAuth", map[string]any{
			"AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": h.values["clientId"], "AuthParameters": map[string]string{"REFRESH_TOKEN": h.held[Refresh]},
		})
		return req, "InitiateAuth with REFRESH_TOKEN_AUTH", err
	case Credentials:
		req, err := h.call("cognito-idp", "AdminGetUser", map[string]any{"UserPoolId": h.values["userPoolId"], "Username": h.values["username"]})
		if err == nil {
			err = h.sign(req, h.keys, "cognito-idp")
		}
		return req, "AdminGetUser, signed with them", err
	case Secret:
		form := url.Values{"grant_type": {"client_credentials"}}.Encode()
		req, err := http.NewRequest(http.MethodPost, "https://"+h.values["loginHost"]+"/oauth2/token", strings.NewReader(form))
		if err != nil {
			return nil, "", err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		how, err := h.authorize(req, Secret, "cognito-idp")
		return req, "client_credentials, " + how, err
	case Nothing:
		req, err := h.call("cognito-idp", "GetUser", map[string]any{})
		return req, "GetUser without a token", err
	}
	req, err := h.call("cognito-idp", "GetUser", map[string]any{"AccessToken": h.held[row]})
	return req, "GetUser, with it as AccessToken", err
}

func (h *House) atDesk(row string) (*http.Request, string, error) {
	in := map[string]any{"IdentityPoolId": h.values["identityPoolId"]}
	provider := h.values["provider"]
	switch row {
	case Nothing:
		req, err := h.call("cognito-identity", "GetId", in)
		return req, "GetId without Logins: a guest", err
	case GoogleToken:
		provider = "accounts.google.com"
	case OpenIDToken:
		provider = "cognito-identity.amazonaws.com"
	}
	in["Logins"] = map[string]string{provider: h.held[row]}
	req, err := h.call("cognito-identity", "GetId", in)
	how := "GetId, with it in Logins under " + provider
	if row == Credentials {
		how = "GetId, with the session token in Logins"
	}
	return req, how, err
}

func (h *House) atSTS(row string) (*http.Request, string, error) {
	if row == Credentials || row == Nothing {
		req, err := h.call("sts", "GetCallerIdentity", map[string]any{})
		how := "GetCallerIdentity, unsigned"
		if err == nil && row == Credentials {
			how, err = "GetCallerIdentity, signed with them", h.sign(req, h.keys, "sts")
		}
		return req, how, err
	}
	req, err := h.call("sts", "AssumeRoleWithWebIdentity", map[string]any{
		"RoleArn": h.values["roleArn"], "RoleSessionName": "visitor", "WebIdentityToken": h.held[row],
	})
	return req, "AssumeRoleWithWebIdentity, with it as WebIdentityToken", err
}

func (h *House) atS3(row string) (*http.Request, string, error) {
	req, err := h.call("s3", "GetObject", map[string]any{"Bucket": h.values["bucket"], "Key": "shared/welcome.txt"})
	if err != nil {
		return nil, "", err
	}
	how, err := h.authorize(req, row, "s3")
	return req, "GetObject, " + how, err
}
