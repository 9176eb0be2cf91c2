package identitypool

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"poolschool/sim/principal"
	"poolschool/sim/trace"
)

// sessionName is the session of everybody who comes by the enhanced flow.
const sessionName = "CognitoIdentityCredentials"

// maxAnswer is how much of STS's answer is read.
const maxAnswer = 1 << 20

// stsAnswer is the part of STS's answers, good and bad, that is of use here.
type stsAnswer struct {
	Result struct {
		Credentials struct {
			AccessKeyId     string    `xml:"AccessKeyId"`
			SecretAccessKey string    `xml:"SecretAccessKey"`
			SessionToken    string    `xml:"SessionToken"`
			Expiration      time.Time `xml:"Expiration"`
		} `xml:"Credentials"`
	} `xml:"AssumeRoleWithWebIdentityResult"`
	Error struct {
		Code    string `xml:"Code"`
		Message string `xml:"Message"`
	} `xml:"Error"`
}

// assume asks STS for a session of the role, in the name of the caller. Guests are cut down by
// session policies. Whatever STS says no to, the caller hears one sentence.
func (s *Service) assume(ctx context.Context, role, openIDToken string, guest bool) (Credentials, error) {
	form := url.Values{
		"Action": {"AssumeRoleWithWebIdentity"}, "Version": {"2011-06-15"},
		"RoleArn": {role}, "RoleSessionName": {sessionName}, "WebIdentityToken": {openIDToken},
	}
	if guest {
		form.Set("Policy", guestPolicy())
		form.Set("PolicyArns.member.1.arn", guestManaged)
		trace.Passed(ctx, "guest: two session policies cut down what the role allows")
	}
	answer, status, err := s.askSTS(ctx, form)
	if err != nil {
		return Credentials{}, fmt.Errorf("call STS: %w", err)
	}
	if status != http.StatusOK {
		why := trace.InnerBecause(ctx)
		if why == "" {
			why = answer.Error.Message
		}
		trace.Checked(ctx, false, "STS opens a session of role "+nameOf(role), answer.Error.Code+": "+answer.Error.Message)
		return Credentials{}, ErrConfiguration.Because("STS refused role %s (%s): %s", nameOf(role), answer.Error.Code, why)
	}
	c := answer.Result.Credentials
	trace.Checked(ctx, true, "STS opens a session of role "+nameOf(role), "valid until "+c.Expiration.Format(time.TimeOnly))
	return Credentials{AccessKeyId: c.AccessKeyId, SecretKey: c.SecretAccessKey, SessionToken: c.SessionToken, Expiration: at(c.Expiration)}, nil
}

// nameOf is the role's name, or the whole text where it is not the ARN of a role.
func nameOf(role string) string {
	if name := principal.RoleName(role); name != "" {
		return name
	}
	return role
}

// askSTS sends the form and reads the answer. The call carries the context of the call it
// serves, so it is nested in the trace.
func (s *Service) askSTS(ctx context.Context, form url.Values) (stsAnswer, int, error) {
	var answer stsAnswer
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.STS+"/", strings.NewReader(form.Encode()))
	if err != nil {
		return answer, 0, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	resp, err := s.Client.Do(req)
	if err != nil {
		return answer, 0, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return answer, 0, err
	}
	return answer, resp.StatusCode, xml.Unmarshal(body, &answer)
}
