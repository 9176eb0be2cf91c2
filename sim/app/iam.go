package app

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"poolschool/sim/gate"
	"poolschool/sim/trace"
)

// apiID and stage stand in the ARN that execute-api:Invoke is checked on.
const (
	apiID = "a1b2c3d4e5"
	stage = "prod"
)

// maxBody is the longest body that the signature check reads: API Gateway's own limit.
const maxBody = 10 << 20

// iamDoor is AWS_IAM: the request must be signed with AWS credentials, and their policies
// must allow execute-api:Invoke.
//
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
type iamDoor struct{ app *App }

func (d iamDoor) missing(w http.ResponseWriter, r *http.Request) {
	restDoor(d).missing(w, r)
}

func (d iamDoor) admit(w http.ResponseWriter, r *http.Request, route string) (visitor, bool) {
	ctx := r.Context()
	deny := func(kind, message, because string) (visitor, bool) {
		w.Header().Set("X-Amzn-Errortype", kind)
		refuse(ctx, w, http.StatusForbidden, message, because)
		return visitor{}, false
	}
	header := r.Header.Get("Authorization")
	switch {
	case header == "" && r.URL.Query().Get("X-Amz-Signature") == "":
		trace.Failed(ctx, "the request is signed")
		return deny("MissingAuthenticationTokenException", "Missing Authentication Token", "the request carries no signature")
	case header != "" && !strings.HasPrefix(header, "AWS4-HMAC-SHA256"):
		trace.Failed(ctx, "Authorization holds an AWS signature")
		if token, ok := bearer(r); ok {
			trace.Secret(ctx, token) // the answer shows it, without the word before it
		}
		return deny("IncompleteSignatureException", notASignature(header), "a token is no signature: this door wants AWS credentials")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return deny("IncompleteSignatureException", "Unable to read the request.", err.Error())
	}
	caller, failure := d.app.Gate.Authenticate(r, "execute-api", body)
	if failure != nil {
		e := failure.JSON()
		return deny(e.Code, e.Message, e.Why)
	}
	ctx = d.app.Gate.Enter(r, caller)
	resource := fmt.Sprintf("arn:aws:execute-api:%s:%s:%s/%s/%s%s", d.app.Region, d.app.AccountID, apiID, stage, r.Method, route)
	if err := d.app.Gate.Authorize(ctx, gate.Ask{Action: "execute-api:Invoke", Resource: resource}); err != nil {
		return d.denied(w, r, caller.ARN, resource, err)
	}
	v := visitor{Name: caller.Who(), ARN: caller.ARN}
	if caller.Session != nil {
		v.fromPool(caller.Session.Context)
	}
	return v, true
}

// fromPool takes over what a session of an identity pool carries.
func (v *visitor) fromPool(session map[string][]string) {
	const pool = "cognito-identity.amazonaws.com:"
	v.Identity, v.IdentityPool = strings.Join(session[pool+"sub"], ""), strings.Join(session[pool+"aud"], "")
	if amr := session[pool+"amr"]; len(amr) > 0 {
		v.AuthType, v.AuthProvider = amr[0], strings.Join(amr[1:], ",")
	}
}

// denied has a capital Message, and hides the account number but for its last four digits.
func (d iamDoor) denied(w http.ResponseWriter, r *http.Request, arn, resource string, err error) (visitor, bool) {
	var refused *gate.Denied
	because := err.Error()
	if errors.As(err, &refused) {
		because = refused.Because()
	}
	id := d.app.AccountID
	masked := strings.Repeat("*", max(len(id)-4, 0)) + id[max(len(id)-4, 0):]
	message := fmt.Sprintf("User: %s is not authorized to perform: execute-api:Invoke on resource: %s", arn,
		strings.Replace(resource, ":"+id+":", ":"+masked+":", 1))
	w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
	trace.Refused(r.Context(), "AccessDeniedException", message, because)
	write(r.Context(), w, http.StatusForbidden, struct {
		Message string
	}{message})
	return visitor{}, false
}

// notASignature is what API Gateway reads out of a header that it cannot use: the pieces of a signature are name=value.
func notASignature(header string) string {
	value := header
	if _, rest, found := strings.Cut(header, " "); found {
		value = rest
	}
	if strings.Contains(value, "=") {
		return "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
			"Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=" + header
	}
	return fmt.Sprintf("'%s' not a valid key=value pair (missing equal-sign) in Authorization header: '%s'.", value, header)
}
