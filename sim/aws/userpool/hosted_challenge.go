package userpool

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// waiting is a sign-in that waits for an answer, as the page about it needs to know it.
type waiting struct {
	challenge, name, to string
	offered, missing    []string
	canSetUp            []string
	pending             string // secret of an authenticator app that is being set up
}

// waiting finds the sign-in behind a session string; false when there is none on this domain.
func (v *visit) waiting(session string) (waiting, bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	a := v.pool.attempts[fingerprint(session)]
	if a == nil || !a.page || a.user == nil {
		return waiting{}, false
	}
	w := waiting{
		challenge: a.challenge, name: a.user.name, offered: a.offered, canSetUp: v.pool.canSetUp(),
		missing: v.pool.missing(a.user), pending: a.user.factors.totp.pending,
	}
	if a.challenge == factorSMS || a.challenge == factorEmail {
		kind := attributeOf(a.challenge)
		w.to = mask(kind, a.user.attributes[kind])
	}
	return w, true
}

// showChallenge shows what a sign-in waits for. The session string travels in the form: it is what the API's
// callers send back too.
func (v *visit) showChallenge(status int, a authorization, session, wrong string) {
	w, ok := v.waiting(session)
	if !ok {
		v.again(a, "", errBadSession)
		return
	}
	if w.challenge == challengeSetup && slices.Contains(w.canSetUp, factorTOTP) && w.pending == "" {
		ctx, _ := arriving(v.r.Context())
		out, err := v.AssociateSoftwareToken(ctx, AssociateSoftwareTokenRequest{Session: session})
		if err != nil {
			v.again(a, w.name, err)
			return
		}
		session, w.pending = out.Session, out.SecretCode
	}
	v.secret(session, w.pending)
	p := v.newPage(a, "One more step")
	p.Session, p.Error, p.Action = session, wrong, "/mfa"
	w.fill(&p)
	trace.Summarize(v.r.Context(), "the page for %s", w.challenge)
	v.show(status, "challenge", p, a.redirect)
}

// fill puts the question of a challenge on the page.
func (w waiting) fill(p *webPage) {
	code := field{Name: "code", Label: "Code", Type: "text", Mode: "numeric", Auto: "one-time-code"}
	switch w.challenge {
	case challengeNewPassword:
		p.Title, p.Action, p.Text = "Choose a password", "/changePassword", "Your password was a temporary one. Choose one of your own."
		p.Attributes = attributeFields(w.missing)
		p.Field = &field{Name: "new_password", Label: "New password", Type: "password", Auto: "new-password"}
	case factorSMS, factorEmail:
		p.Text, p.Field = "A code was sent to "+w.to+".", &code
	case factorTOTP:
		p.Text, p.Field = "Type the code that your authenticator app shows now.", &code
	case challengeSelectMFA:
		p.Text = "How do you want to prove that it is you?"
		for _, method := range w.offered {
			p.Choices = append(p.Choices, field{Name: method, Label: methodLabel(method)})
		}
	case challengeSetup:
		if w.pending != "" {
			p.Title, p.Secret, p.Field = "Set up an authenticator app", w.pending, &code
			p.Text = "Type this secret into your authenticator app, then the code that the app shows."
			return
		}
		p.Title, p.Text = "Set up a second step", "From now on a code comes to your e-mail address each time you sign in."
		p.Field = &field{Name: "email", Label: "E-mail address", Type: "email", Auto: "email"}
	}
}

func methodLabel(method string) string {
	return map[string]string{factorTOTP: "Authenticator app", factorSMS: "Text message", factorEmail: "E-mail"}[method]
}

// answerChallenge takes what was typed on the page of a challenge. A wrong code leaves the page standing.
func (v *visit) answerChallenge() {
	a, form, ok := v.answered()
	if !ok {
		return
	}
	session := form.Get("session")
	w, ok := v.waiting(session)
	if !ok {
		v.again(a, "", errBadSession.Because("this domain has never given out this session string, or has forgotten it"))
		return
	}
	ctx, at := arriving(v.r.Context())
	c := *a.client
	c.secrets = nil
	out, err := v.answer(ctx, &c, w, session, form)
	switch {
	case err == nil:
		v.after(a, out, at)
	case errors.Is(err, errBadSession) || errors.Is(err, errSessionUsed) || errors.Is(err, errSessionExpired) || errors.Is(err, errDisabled):
		v.again(a, w.name, err)
	default:
		e := oauth2.As(err)
		trace.Refused(ctx, e.Code, e.Message, e.Why)
		v.showChallenge(max(e.Status, http.StatusBadRequest), a, session, sentence(e.Message, e.Code))
	}
}

// answer puts a form into the words of RespondToAuthChallenge.
func (v *visit) answer(ctx context.Context, c *client, w waiting, session string, form oauth2.Form) (InitiateAuthResponse, error) {
	responses := map[string]string{"USERNAME": w.name}
	switch w.challenge {
	case challengeNewPassword:
		responses["NEW_PASSWORD"] = form.Get("new_password")
		for name, value := range form.Prefixed("requiredAttributes[", "]") {
			responses[attributePrefix+name] = value
		}
	case challengeSelectMFA:
		responses["ANSWER"] = form.Get("answer")
	case challengeSetup:
		if form.Get("email") == "" {
			proven, err := v.VerifySoftwareToken(ctx, VerifySoftwareTokenRequest{Session: session, UserCode: form.Get("code")})
			if err != nil {
				return InitiateAuthResponse{}, err
			}
			session = proven.Session
		}
		responses["EMAIL"] = form.Get("email")
	default:
		responses[w.challenge+"_CODE"] = form.Get("code")
	}
	return v.respond(ctx, c, answer{challenge: w.challenge, responses: responses, session: session})
}

// attributeFields are form fields for attributes.
func attributeFields(names []string) []field {
	var out []field
	for _, name := range names {
		f := field{Name: name, Label: attributeLabel(name), Type: "text"}
		switch name {
		case "email":
			f.Type = "email"
		case "phone_number":
			f.Type = "tel"
		case "birthdate":
			f.Type = "date"
		}
		out = append(out, f)
	}
	return out
}
