package userpool

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// arrival is where a sign-in on a page of the domain puts down who it is: the application gets a code and not,
// as over the API, tokens.
type arrival struct{ user *user }

type arrivalKey struct{}

func arrivalOf(ctx context.Context) *arrival {
	at, _ := ctx.Value(arrivalKey{}).(*arrival)
	return at
}

func arriving(ctx context.Context) (context.Context, *arrival) {
	at := &arrival{}
	return context.WithValue(ctx, arrivalKey{}, at), at
}

// showLogin is the page where people sign in. https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html
func (v *visit) showLogin() {
	a, ok := v.asked()
	if !ok || a.prompt != "none" && (v.known(a) || v.outside(a)) {
		return
	}
	p := v.newPage(a, "Sign in")
	p.Username = a.hint
	trace.Summarize(v.r.Context(), "the login page")
	v.showLoginPage(http.StatusOK, a, p)
}

func (v *visit) showLoginPage(status int, a authorization, p webPage) {
	p.Native = a.client.native()
	p.SignUp = p.Native && !v.settings.AdminCreateOnly
	for _, x := range v.offered(a.client) {
		query, err := url.ParseQuery(a.query)
		if err != nil {
			continue // asked has read it without mistake
		}
		query.Set("identity_provider", x.Name)
		p.Providers = append(p.Providers, button{Name: x.Name, Kind: providerType(x), Address: "/oauth2/authorize?" + query.Encode()})
	}
	v.show(status, "login", p, a.redirect)
}

// signIn takes name and password from the login page. The password is checked where the API's are: lockout,
// triggers and the rest are the same. The client's ExplicitAuthFlows do not matter here.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html
func (v *visit) signIn() {
	a, form, ok := v.answered()
	if !ok {
		return
	}
	name := form.Get("username")
	ctx, at := arriving(v.r.Context())
	if !a.client.native() {
		v.again(a, name, oauth2.ErrUnauthorizedClient.Because("COGNITO is not among this client's providers"))
		return
	}
	c := *a.client
	c.secrets = nil // the page speaks for the client; there is no SECRET_HASH to check
	out, err := v.passwordAuth(ctx, &c, start{parameters: map[string]string{"USERNAME": name, "PASSWORD": form.Get("password")}})
	if err != nil {
		v.again(a, name, err)
		return
	}
	v.after(a, out, at)
}

// answered reads a posted form together with what the application asked for.
func (v *visit) answered() (authorization, oauth2.Form, bool) {
	a, ok := v.asked()
	if !ok {
		return a, oauth2.Form{}, false
	}
	form, ok := v.posted()
	return a, form, ok
}

// after goes on after one step of a sign-in: back to the application, or to the next challenge.
func (v *visit) after(a authorization, out InitiateAuthResponse, at *arrival) {
	if at.user != nil {
		v.welcome(a, at.user, false)
		return
	}
	v.showChallenge(http.StatusOK, a, out.Session, "")
}

// again shows the login page once more, with what went wrong. Two refusals lead further: to the code that
// confirms, and to a new password.
func (v *visit) again(a authorization, name string, err error) {
	e := oauth2.As(err)
	trace.Refused(v.r.Context(), e.Code, e.Message, e.Why)
	switch {
	case errors.Is(err, errNotConfirmed):
		v.showConfirmPage(e.Status, a, name, "", e.Message)
		return
	case errors.Is(err, errResetRequired):
		p := v.newPage(a, "Reset your password")
		p.Username, p.Error = name, e.Message
		v.show(e.Status, "forgot", p, a.redirect)
		return
	}
	p := v.newPage(a, "Sign in")
	p.Username, p.Error = name, sentence(e.Message, e.Code)
	v.showLoginPage(e.Status, a, p)
}

func sentence(message, code string) string {
	if message == "" {
		return code
	}
	return message
}
