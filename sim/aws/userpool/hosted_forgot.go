package userpool

import (
	"net/http"

	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

func (v *visit) showForgot() {
	if a, ok := v.asked(); ok {
		p := v.newPage(a, "Forgot your password?")
		p.Username = a.hint
		v.show(http.StatusOK, "forgot", p, a.redirect)
	}
}

// forgot sends a reset code, through the same ForgotPassword as the API.
func (v *visit) forgot() {
	a, form, ok := v.answered()
	if !ok {
		return
	}
	name := form.Get("username")
	out, err := call(v.r.Context(), v.ForgotPassword, ForgotPasswordRequest{ClientId: a.client.ID, SecretHash: a.client.hash(name), Username: name})
	if err != nil {
		e := oauth2.As(err)
		trace.Refused(v.r.Context(), e.Code, e.Message, e.Why)
		p := v.newPage(a, "Forgot your password?")
		p.Username, p.Error = name, sentence(e.Message, e.Code)
		v.show(e.Status, "forgot", p, a.redirect)
		return
	}
	v.showReset(http.StatusOK, a, name, sentTo(out.CodeDeliveryDetails), "")
}

func (v *visit) showReset(status int, a authorization, name, text, wrong string) {
	p := v.newPage(a, "Choose a new password")
	p.Username, p.Text, p.Error = name, text, wrong
	v.show(status, "reset", p, a.redirect)
}

// resetPassword takes the code and the new password.
func (v *visit) resetPassword() {
	a, form, ok := v.answered()
	if !ok {
		return
	}
	name := form.Get("username")
	_, err := call(v.r.Context(), v.ConfirmForgotPassword, ConfirmForgotPasswordRequest{
		ClientId: a.client.ID, SecretHash: a.client.hash(name), Username: name, ConfirmationCode: form.Get("code"), Password: form.Get("password"),
	})
	if err != nil {
		e := oauth2.As(err)
		trace.Refused(v.r.Context(), e.Code, e.Message, e.Why)
		v.showReset(e.Status, a, name, "Type the code that you were sent.", sentence(e.Message, e.Code))
		return
	}
	v.toLogin(a, name, "The password is changed. Sign in.")
}
