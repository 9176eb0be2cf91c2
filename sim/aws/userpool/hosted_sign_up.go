package userpool

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// hash is the SECRET_HASH that the pages send for the application's client; "" for one without a secret.
func (c *client) hash(username string) string {
	if !c.confidential() {
		return ""
	}
	return SecretHash(c.secrets.oldest(), username, c.ID)
}

// attributeLabel is a name for people: "Phone number".
func attributeLabel(name string) string {
	text := strings.ReplaceAll(strings.TrimPrefix(name, "custom:"), "_", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// wanted are the attributes that the sign-up page asks for: the required ones, and the address that the pool
// verifies, to which the code goes.
func (v *visit) wanted() []string {
	var out []string
	add := func(names []string) {
		for _, name := range names {
			if !slices.Contains(out, name) && !slices.Contains(v.settings.UsernameAttributes, name) {
				out = append(out, name)
			}
		}
	}
	add(v.settings.Required)
	add(v.settings.AutoVerify)
	return out
}

func (v *visit) showSignUp() {
	if a, ok := v.asked(); ok {
		v.showSignUpPage(http.StatusOK, a, "", nil, "")
	}
}

func (v *visit) showSignUpPage(status int, a authorization, username string, typed map[string]string, wrong string) {
	p := v.newPage(a, "Create an account")
	p.Username, p.Error, p.Attributes = username, wrong, attributeFields(v.wanted())
	for i := range p.Attributes {
		p.Attributes[i].Value = typed[p.Attributes[i].Name]
	}
	v.show(status, "signup", p, a.redirect)
}

// signUp registers somebody from the page, through the same SignUp as the API.
func (v *visit) signUp() {
	a, form, ok := v.answered()
	if !ok {
		return
	}
	name, typed := form.Get("username"), form.Prefixed("requiredAttributes[", "]")
	in := SignUpRequest{ClientId: a.client.ID, SecretHash: a.client.hash(name), Username: name, Password: form.Get("password")}
	for _, attribute := range slices.Sorted(maps.Keys(typed)) {
		if typed[attribute] != "" {
			in.UserAttributes = append(in.UserAttributes, Attribute{Name: attribute, Value: typed[attribute]})
		}
	}
	out, err := call(v.r.Context(), v.SignUp, in)
	if err != nil {
		e := oauth2.As(err)
		trace.Refused(v.r.Context(), e.Code, e.Message, e.Why)
		v.showSignUpPage(e.Status, a, name, typed, sentence(e.Message, e.Code))
		return
	}
	switch {
	case out.UserConfirmed:
		v.toLogin(a, name, "The account is ready. Sign in.")
	default:
		v.showConfirmPage(http.StatusOK, a, name, sentTo(out.CodeDeliveryDetails), "")
	}
}

func sentTo(d *CodeDeliveryDetails) string {
	if d == nil {
		return "Your account has to be confirmed."
	}
	return "A code was sent to " + d.Destination + "."
}

func (v *visit) toLogin(a authorization, name, notice string) {
	p := v.newPage(a, "Sign in")
	p.Username, p.Notice = name, notice
	v.showLoginPage(http.StatusOK, a, p)
}

func (v *visit) showConfirmPage(status int, a authorization, name, text, wrong string) {
	p := v.newPage(a, "Confirm your account")
	p.Username, p.Text, p.Error = name, text, wrong
	if text == "" {
		p.Text = "Type the code that you were sent."
	}
	v.show(status, "confirm", p, a.redirect)
}

// showConfirm is the page for the code of a sign-up. With user_name and confirmation_code it is the target of
// the link in a message, and confirms at once.
func (v *visit) showConfirm() {
	query, err := oauth2.Query(v.r)
	if err == nil && query.Get("confirmation_code") != "" {
		v.confirmByLink(query)
		return
	}
	if a, ok := v.asked(); ok {
		v.showConfirmPage(http.StatusOK, a, a.hint, "", "")
	}
}

func (v *visit) confirmByLink(query oauth2.Form) {
	ctx := v.r.Context()
	c, err := v.clientOfPool(ctx, query.Get("client_id"))
	if err == nil {
		name := query.Get("user_name")
		_, err = call(ctx, v.ConfirmSignUp, ConfirmSignUpRequest{ClientId: c.ID, SecretHash: c.hash(name), Username: name, ConfirmationCode: query.Get("confirmation_code")})
	}
	if err != nil {
		e := oauth2.As(err)
		v.stop(e.Status, e.Code, sentence(e.Message, e.Code), e.Why)
		return
	}
	v.show(http.StatusOK, "stop", webPage{Title: "Confirmed", App: c.Name, Pool: v.settings.Name, Notice: "Your registration has been confirmed.", Text: "CONFIRMED"}, "")
}

// confirm takes the code of a sign-up.
func (v *visit) confirm() {
	a, form, ok := v.answered()
	if !ok {
		return
	}
	name := form.Get("username")
	_, err := call(v.r.Context(), v.ConfirmSignUp, ConfirmSignUpRequest{
		ClientId: a.client.ID, SecretHash: a.client.hash(name), Username: name, ConfirmationCode: form.Get("code"),
	})
	if err != nil {
		e := oauth2.As(err)
		trace.Refused(v.r.Context(), e.Code, e.Message, e.Why)
		v.showConfirmPage(e.Status, a, name, "", sentence(e.Message, e.Code))
		return
	}
	v.toLogin(a, name, "Your account is confirmed. Sign in.")
}

// resend sends the code of a sign-up once more.
func (v *visit) resend() {
	a, form, ok := v.answered()
	if !ok {
		return
	}
	name := form.Get("username")
	out, err := call(v.r.Context(), v.ResendConfirmationCode, ResendConfirmationCodeRequest{ClientId: a.client.ID, SecretHash: a.client.hash(name), Username: name})
	if err != nil {
		e := oauth2.As(err)
		trace.Refused(v.r.Context(), e.Code, e.Message, e.Why)
		v.showConfirmPage(e.Status, a, name, "", sentence(e.Message, e.Code))
		return
	}
	v.showConfirmPage(http.StatusOK, a, name, sentTo(out.CodeDeliveryDetails), "")
}
