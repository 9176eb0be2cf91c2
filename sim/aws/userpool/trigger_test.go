package userpool

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"poolschool/sim/account"
)

// failing is a trigger that throws.
func failing[E any](context.Context, *E) error { return errors.New("Not allowed") }

// away is a trigger that cannot be called.
func away[E any](context.Context, *E) error { return ErrUnreachable }

func TestFailingTriggers(t *testing.T) {
	said := func(name string) error {
		return refusal("UserLambdaValidationException", name+" failed with error Not allowed.")
	}
	for _, tt := range []struct {
		name     string
		triggers Triggers
		do       func(d *desk) error
		want     error
	}{
		{"pre authentication", Triggers{PreAuthentication: failing[PreAuthentication]}, signsIn, said("PreAuthentication")},
		{"post authentication", Triggers{PostAuthentication: failing[PostAuthentication]}, signsIn, said("PostAuthentication")},
		{"pre token generation", Triggers{PreTokenGeneration: failing[PreTokenGeneration]}, signsIn, said("PreTokenGeneration")},
		{"pre token generation, version 2", Triggers{PreTokenGenerationV2: failing[PreTokenGenerationV2]}, signsIn, said("PreTokenGeneration")},
		{"define", Triggers{DefineAuthChallenge: failing[DefineAuthChallenge]}, signsInCustom, said("DefineAuthChallenge")},
		{"nothing defined", Triggers{DefineAuthChallenge: func(context.Context, *DefineAuthChallenge) error { return nil }}, signsInCustom, errTriggerOutput},
		{"no functions", Triggers{}, signsInCustom, errNoCustomTrigger},
		{"cannot be called", Triggers{PreAuthentication: away[PreAuthentication]}, signsIn, errTriggerBroken.Saying("PreAuthentication")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDeskWith(t, nil, tt.triggers)
			d.refused(tt.want)(nil, tt.do(d))
			if got := len(d.pools[d.pool].users["ana"].sessions); got != 0 {
				t.Errorf("%d sessions are open after a refusal", got)
			}
		})
	}
}

func signsIn(d *desk) error {
	_, err := d.password()
	return err
}

func signsInCustom(d *desk) error {
	_, err := d.initiate(flowCustom, map[string]string{"USERNAME": "ana"})
	return err
}

func TestTriggersSeeTheUser(t *testing.T) {
	var before *PreAuthentication
	var after *PostAuthentication
	d := newDeskWith(t, nil, Triggers{
		PreAuthentication:  func(_ context.Context, e *PreAuthentication) error { before = e; return nil },
		PostAuthentication: func(_ context.Context, e *PostAuthentication) error { after = e; return nil },
	})
	if _, err := d.InitiateAuth(t.Context(), InitiateAuthRequest{
		AuthFlow: flowPassword, ClientId: d.client, ClientMetadata: map[string]string{"why": "test"},
		AuthParameters: map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword},
	}); err != nil {
		t.Fatal(err)
	}
	if before.TriggerSource != "PreAuthentication_Authentication" || before.ValidationData["why"] != "test" || before.UserAttributes["email"] != anaEmail {
		t.Errorf("before: %+v", before)
	}
	if after.UserName != "ana" || after.ClientID != d.client || after.UserAttributes["cognito:user_status"] != statusConfirmed {
		t.Errorf("after: %+v", after)
	}
	if after.ClientMetadata != nil {
		t.Error("the ClientMetadata of InitiateAuth reaches PostAuthentication")
	}
}

func TestPreAuthenticationSeesNobody(t *testing.T) {
	var seen *PreAuthentication
	d := newDeskWith(t, func(p *account.UserPool) { p.Clients[0].HideUnknownUsers = true }, Triggers{
		PreAuthentication: func(_ context.Context, e *PreAuthentication) error { seen = e; return nil },
	})
	d.refused(errWrongPassword)(d.initiate(flowPassword, map[string]string{"USERNAME": wantedNobody, "PASSWORD": "any"}))
	if seen == nil || !seen.UserNotFound || seen.UserName != wantedNobody {
		t.Errorf("saw %+v, want userNotFound", seen)
	}
}

func TestTokenClaims(t *testing.T) {
	group := func(p *account.UserPool) {
		p.Groups, p.Users[0].Groups = []account.Group{{Name: "staff"}}, []string{"staff"}
	}
	t.Run("version 1 changes the ID token only, and no claim that is fixed", func(t *testing.T) {
		d := newDeskWith(t, group, Triggers{PreTokenGeneration: func(_ context.Context, e *PreTokenGeneration) error {
			if len(e.Groups.Names) != 1 || e.TriggerSource != "TokenGeneration_Authentication" {
				return fmt.Errorf("saw %+v", e)
			}
			e.AddOrOverride = map[string]string{"tier": "gold", "sub": "forged", "aud": "forged", "email": "other@example.com"}
			e.Suppress = []string{"email_verified", "iss"}
			e.Override = &Groups{Names: []string{"editors"}, Preferred: "arn:aws:iam::111122223333:role/R"}
			return nil
		}})
		out := d.tokens()
		id, access := d.claims(out.IdToken), d.claims(out.AccessToken)
		for name, want := range map[string]string{"tier": "gold", "aud": testClient, "email": "other@example.com", "cognito:preferred_role": "arn:aws:iam::111122223333:role/R", "iss": d.Issuer(d.pool)} {
			if got := id.Text(name); got != want {
				t.Errorf("%s = %q, want %q", name, got, want)
			}
		}
		if id.Text("sub") == "forged" || id.Text("sub") != access.Text("sub") {
			t.Error("sub could be changed")
		}
		if _, ok := id.Get("email_verified"); ok {
			t.Error("email_verified is still there")
		}
		if _, ok := access.Get("tier"); ok || access.Strings("cognito:groups")[0] != "editors" {
			t.Errorf("access token: %v", access)
		}
	})
	t.Run("version 2 changes both, and scopes", func(t *testing.T) {
		d := newDeskWith(t, group, Triggers{PreTokenGenerationV2: func(_ context.Context, e *PreTokenGenerationV2) error {
			e.Access = ClaimChanges{AddOrOverride: map[string]any{"tier": "gold", "client_id": "forged", "limits": map[string]any{"a": 1.0}}, AddScopes: []string{"shop/read", apiScope}, SuppressScopes: []string{"nothing"}}
			return nil
		}})
		access := d.claims(d.tokens().AccessToken)
		for name, want := range map[string]string{"tier": "gold", "client_id": testClient, "scope": apiScope + " shop/read"} {
			if got := access.Text(name); got != want {
				t.Errorf("%s = %q, want %q", name, got, want)
			}
		}
	})
	t.Run("a refresh asks again", func(t *testing.T) {
		var sources []string
		d := newDeskWith(t, nil, Triggers{PreTokenGeneration: func(_ context.Context, e *PreTokenGeneration) error {
			sources = append(sources, e.TriggerSource)
			return nil
		}})
		d.done(d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": d.tokens().RefreshToken}))
		if len(sources) != 2 || sources[1] != "TokenGeneration_RefreshTokens" {
			t.Errorf("sources = %v", sources)
		}
	})
}

// riddle is a custom sign-in: three tries at a riddle, after the password where the client begins
// with SRP.
func riddle() Triggers {
	return Triggers{
		DefineAuthChallenge: func(_ context.Context, e *DefineAuthChallenge) error {
			n := len(e.Session)
			switch {
			case n > 0 && e.Session[n-1].ChallengeName == "SRP_A":
				e.ChallengeName = challengePassword
			case n > 0 && e.Session[n-1].ChallengeName == challengeCustom && e.Session[n-1].ChallengeResult:
				e.IssueTokens = true
			case n >= 3:
				e.FailAuthentication = true
			default:
				e.ChallengeName = challengeCustom
			}
			return nil
		},
		CreateAuthChallenge: func(_ context.Context, e *CreateAuthChallenge) error {
			e.Public = map[string]string{"question": "2+2"}
			e.Private = map[string]string{"answer": "4"}
			e.Metadata = "SUM"
			return nil
		},
		VerifyAuthChallenge: func(_ context.Context, e *VerifyAuthChallenge) error {
			e.AnswerCorrect = e.Answer == e.Private["answer"]
			return nil
		},
	}
}

func TestCustomAuthentication(t *testing.T) {
	answer := func(d *desk, session, text string) (InitiateAuthResponse, error) {
		return d.respond(challengeCustom, session, map[string]string{"USERNAME": "ana", "ANSWER": text})
	}
	begin := func(d *desk) InitiateAuthResponse {
		return d.asked(challengeCustom)(d.initiate(flowCustom, map[string]string{"USERNAME": "ana"}))
	}
	t.Run("right after a wrong try", func(t *testing.T) {
		d := newDeskWith(t, nil, riddle())
		out := begin(d)
		if got := out.ChallengeParameters["question"]; got != "2+2" {
			t.Errorf("question = %q", got)
		}
		next := d.asked(challengeCustom)(answer(d, out.Session, "5"))
		d.refused(errSessionUsed)(answer(d, out.Session, "4"))
		d.done(answer(d, next.Session, "4"))
	})
	t.Run("three wrong tries", func(t *testing.T) {
		d := newDeskWith(t, nil, riddle())
		out := begin(d)
		for range 2 {
			out = d.asked(challengeCustom)(answer(d, out.Session, "5"))
		}
		d.refused(errWrongPassword)(answer(d, out.Session, "5"))
	})
	t.Run("after a password", func(t *testing.T) {
		d, c := newDeskWith(t, nil, riddle()), newSRP()
		out := d.asked(challengePassword)(d.initiate(flowCustom, map[string]string{"USERNAME": "ana", "CHALLENGE_NAME": "SRP_A", "SRP_A": c.public()}))
		next := d.asked(challengeCustom)(d.respond(challengePassword, out.Session, c.claim(t, anaSRP, anaPassword, out.ChallengeParameters, d.clock.Now())))
		d.done(answer(d, next.Session, "4"))
		d.refused(errMissing.Saying("SRP_A"))(d.initiate(flowCustom, map[string]string{"USERNAME": "ana", "CHALLENGE_NAME": "SRP_A"}))
	})
	t.Run("nobody, hidden, is asked and never let in", func(t *testing.T) {
		d := newDeskWith(t, func(p *account.UserPool) { p.Clients[0].HideUnknownUsers = true }, riddle())
		out := d.asked(challengeCustom)(d.initiate(flowCustom, map[string]string{"USERNAME": wantedNobody}))
		d.refused(errWrongPassword)(d.respond(challengeCustom, out.Session, map[string]string{"USERNAME": wantedNobody, "ANSWER": "4"}))
	})
	t.Run("unconfirmed", func(t *testing.T) {
		d := newDeskWith(t, func(p *account.UserPool) { p.Users[0].Status = statusUnconfirmed }, riddle())
		d.refused(errNotConfirmed)(nil, signsInCustom(d))
	})
	t.Run("disabled on the way", func(t *testing.T) {
		d := newDeskWith(t, nil, riddle())
		out := begin(d)
		d.pools[d.pool].users["ana"].disabled = true
		d.refused(errDisabled)(answer(d, out.Session, "4"))
	})
}

func TestMigration(t *testing.T) {
	old := func(status string) Triggers {
		return Triggers{UserMigration: func(_ context.Context, e *UserMigration) error {
			if e.UserName != "olga" || e.Password != "weak" {
				return errors.New("Bad user")
			}
			e.Attributes, e.FinalStatus = map[string]string{"email": "olga@example.com", "email_verified": "true", "username": "olga"}, status
			return nil
		}}
	}
	sign := func(d *desk, name, password string) (InitiateAuthResponse, error) {
		return d.initiate(flowPassword, map[string]string{"USERNAME": name, "PASSWORD": password})
	}
	d := newDeskWith(t, nil, old(statusConfirmed))
	out := d.done(sign(d, "olga", "weak"))
	if got := d.claims(out.IdToken).Text("email"); got != "olga@example.com" {
		t.Errorf("email = %q", got)
	}
	d.done(sign(d, "olga", "weak")) // from now on the pool's own
	d.refused(errWrongPassword)(sign(d, "olga", "other"))
	d.refused(refusal("UserLambdaValidationException", "UserMigration failed with error Bad user."))(sign(d, "boris", "weak"))
	d.refused(errNoUser)(d.initiate(flowSRP, map[string]string{"USERNAME": "boris", "SRP_A": newSRP().public()}))

	d = newDeskWith(t, nil, old(statusReset))
	d.refused(errResetRequired)(sign(d, "olga", "weak"))
	d = newDeskWith(t, nil, old(""))
	d.asked(challengeNewPassword)(sign(d, "olga", "weak"))
	d = newDeskWith(t, nil, old("ARCHIVED"))
	d.refused(errTriggerOutput)(sign(d, "olga", "weak"))
}

// An alias stays with whoever has it, unless the function says that it moves.
func TestMigrationLeavesAliases(t *testing.T) {
	for _, tt := range []struct {
		name  string
		force bool
		want  error
	}{
		{"the alias is taken", false, errAliasTaken.Saying("email")},
		{"the function moves it", true, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDeskWith(t, func(p *account.UserPool) { p.AliasAttributes = []string{"email"} }, Triggers{
				UserMigration: func(_ context.Context, e *UserMigration) error {
					e.Attributes, e.FinalStatus = map[string]string{"email": anaEmail, "email_verified": "true"}, statusConfirmed
					e.ForceAliasCreation = tt.force
					return nil
				},
			})
			_, err := d.initiate(flowPassword, map[string]string{"USERNAME": "olga", "PASSWORD": "weak"})
			if !errors.Is(err, tt.want) {
				t.Fatalf("error = %v, want %v", err, tt.want)
			}
			owner, _ := d.pools[d.pool].find(anaEmail)
			want := "ana"
			if tt.force {
				want = "olga"
			}
			if owner == nil || owner.name != want {
				t.Errorf("%s signs in %v, want %s", anaEmail, owner, want)
			}
		})
	}
}

func TestCustomMessage(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       error
	}{
		{"own words", "Type {####}, {username}", nil},
		{"words without the code", "Hello", errTriggerOutput},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDeskWith(t, with(mfaOptional, factorEmail), Triggers{CustomMessage: func(_ context.Context, e *CustomMessage) error {
				if e.TriggerSource != "CustomMessage_Authentication" {
					return errors.New(e.TriggerSource)
				}
				e.Email, e.Subject = tt.text, "Own subject"
				return nil
			}})
			out, err := d.password()
			if tt.want != nil {
				d.refused(tt.want)(out, err)
				return
			}
			m := d.Inbox()[0]
			if m.Subject != "Own subject" || m.Body != "Type "+m.Code+", {username}" {
				t.Errorf("message = %q / %q", m.Subject, m.Body)
			}
		})
	}
}
