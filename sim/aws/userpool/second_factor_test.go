package userpool

import (
	"slices"
	"strings"
	"testing"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/clock"
)

// with gives ana second factors in a pool of that mode.
func with(mode string, methods ...string) func(*account.UserPool) {
	return func(p *account.UserPool) {
		p.MFA, p.MFAMethods = mode, []string{factorTOTP, factorSMS, factorEmail}
		p.Users[0].MFA, p.Users[0].TOTPSecret = methods, totpOfAna
		p.Users[0].Attributes = map[string]string{"email": anaEmail, "phone_number": anaPhone}
	}
}

func TestAuthenticatorCode(t *testing.T) {
	d := newDesk(t, with(mfaOptional, factorTOTP))
	code := d.appCode(totpOfAna)
	out := d.asked(factorTOTP)(d.password())
	for _, wrong := range []string{"000000", "12345", "abcdef", ""} {
		want := errWrongTOTP
		if wrong == "" {
			want = errMissing.Saying("SOFTWARE_TOKEN_MFA_CODE")
		}
		d.refused(want)(d.respond(factorTOTP, out.Session, map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": wrong}))
	}
	right := map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": code}
	d.done(d.respond(factorTOTP, out.Session, right))

	again := d.asked(factorTOTP)(d.password())
	d.refused(errTOTPAgain)(d.respond(factorTOTP, again.Session, right))
	d.refused(errSessionUsed)(d.respond(factorTOTP, out.Session, right))
}

func TestAuthenticatorTakesNeighboursAndBothClocks(t *testing.T) {
	for _, tt := range []struct {
		name   string
		jump   time.Duration
		offset time.Duration // of the phone, from the account's time
		want   bool
	}{
		{"the phone is 30 s behind", 0, -totpStep, true},
		{"the phone is 30 s ahead", 0, totpStep, true},
		{"the phone is 90 s behind", 0, -3 * totpStep, false},
		{"a real phone, after the account moved an hour ahead", time.Hour, -time.Hour, true},
		{"a phone that moved along", time.Hour, 0, true},
		{"a phone somewhere between", time.Hour, -30 * time.Minute, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, with(mfaOptional, factorTOTP))
			d.clock.Advance(tt.jump)
			out := d.asked(factorTOTP)(d.password())
			phone := *d
			phone.clock = clock.New(clock.At(d.clock.Now().Add(tt.offset)))
			_, err := d.respond(factorTOTP, out.Session, map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": phone.appCode(totpOfAna)})
			if got := err == nil; got != tt.want {
				t.Errorf("taken = %v (%v), want %v", got, err, tt.want)
			}
		})
	}
}

func TestCodesByMessage(t *testing.T) {
	for _, tt := range []struct {
		method, to, masked string
		digits             int
	}{
		{factorSMS, anaPhone, "+*******4567", 6},
		{factorEmail, anaEmail, "a***@e***", 8},
	} {
		t.Run(tt.method, func(t *testing.T) {
			d := newDesk(t, with(mfaOptional, tt.method))
			out := d.asked(tt.method)(d.password())
			if got := out.ChallengeParameters["CODE_DELIVERY_DESTINATION"]; got != tt.masked {
				t.Errorf("destination = %q, want %q", got, tt.masked)
			}
			code := d.mail(tt.to)
			if len(code) != tt.digits {
				t.Errorf("code has %d digits, want %d", len(code), tt.digits)
			}
			member := tt.method + "_CODE"
			d.refused(errWrongOTP)(d.respond(tt.method, out.Session, map[string]string{"USERNAME": "ana", member: "00000000"}))
			d.done(d.respond(tt.method, out.Session, map[string]string{"USERNAME": "ana", member: code}))
			d.refused(errSessionUsed)(d.respond(tt.method, out.Session, map[string]string{"USERNAME": "ana", member: code}))
		})
	}
}

func TestFiveWrongCodesLock(t *testing.T) {
	d := newDesk(t, with(mfaOptional, factorTOTP))
	out := d.asked(factorTOTP)(d.password())
	wrong := map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": "000000"}
	for range freeFailures {
		d.refused(errWrongTOTP)(d.respond(factorTOTP, out.Session, wrong))
	}
	right := map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": d.appCode(totpOfAna)}
	d.refused(errCodesLocked)(d.respond(factorTOTP, out.Session, right))
	d.clock.Advance(time.Second)
	d.done(d.respond(factorTOTP, out.Session, right))
}

func TestSeveralFactorsAreChosenFrom(t *testing.T) {
	d := newDesk(t, with(mfaOptional, factorSMS, factorTOTP))
	d.asked(factorSMS)(d.password()) // the first in the file is preferred
	p := d.pools[d.pool]
	p.users["ana"].factors.preferred = ""
	out := d.asked(challengeSelectMFA)(d.password())
	if got, want := out.ChallengeParameters["MFAS_CAN_CHOOSE"], `["SOFTWARE_TOKEN_MFA","SMS_MFA"]`; got != want {
		t.Errorf("MFAS_CAN_CHOOSE = %s, want %s", got, want)
	}
	d.refused(errNotOffered.Saying(factorEmail))(d.respond(challengeSelectMFA, out.Session, map[string]string{"USERNAME": "ana", "ANSWER": factorEmail}))
	next := d.asked(factorTOTP)(d.respond(challengeSelectMFA, out.Session, map[string]string{"USERNAME": "ana", "ANSWER": factorTOTP}))
	d.done(d.respond(factorTOTP, next.Session, map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": d.appCode(totpOfAna)}))
}

func TestSetUpOnTheWayIn(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.MFA, p.MFAMethods = mfaOn, []string{factorTOTP} })
	ctx := t.Context()
	out := d.asked(challengeSetup)(d.password())
	if got, want := out.ChallengeParameters["MFAS_CAN_SETUP"], `["SOFTWARE_TOKEN_MFA"]`; got != want {
		t.Errorf("MFAS_CAN_SETUP = %s, want %s", got, want)
	}
	d.refused(errSetupUnverified)(d.respond(challengeSetup, out.Session, map[string]string{"USERNAME": "ana"}))
	secret, err := d.AssociateSoftwareToken(ctx, AssociateSoftwareTokenRequest{Session: out.Session})
	if err != nil || len(secret.SecretCode) != 52 {
		t.Fatalf("secret = %q (%v), want 52 characters", secret.SecretCode, err)
	}
	refuse[VerifySoftwareTokenResponse](d, errSessionUsed)(d.VerifySoftwareToken(ctx, VerifySoftwareTokenRequest{Session: out.Session, UserCode: "000000"}))
	refuse[VerifySoftwareTokenResponse](d, errTOTPSetup)(d.VerifySoftwareToken(ctx, VerifySoftwareTokenRequest{Session: secret.Session, UserCode: "000000"}))
	proven, err := d.VerifySoftwareToken(ctx, VerifySoftwareTokenRequest{Session: secret.Session, UserCode: d.appCode(secret.SecretCode)})
	if err != nil || proven.Status != "SUCCESS" {
		t.Fatalf("status = %q (%v), want SUCCESS", proven.Status, err)
	}
	d.done(d.respond(challengeSetup, proven.Session, map[string]string{"USERNAME": "ana"}))
	d.asked(factorTOTP)(d.password())
}

func TestAPasswordAloneCannotReplaceTheSecondFactor(t *testing.T) {
	d := newDesk(t, with(mfaOn, factorTOTP))
	out := d.asked(factorTOTP)(d.password())
	refuse[AssociateSoftwareTokenResponse](d, errBadSession)(d.AssociateSoftwareToken(t.Context(), AssociateSoftwareTokenRequest{Session: out.Session}))
	d.refused(errBadSession)(d.respond(challengeSetup, out.Session, map[string]string{"USERNAME": "ana"}))
}

func TestEmailCanBeSetUpOnTheWayIn(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) {
		p.MFA, p.MFAMethods, p.AutoVerify = mfaOn, []string{factorEmail}, nil
		p.Users[0].Attributes = nil
	})
	out := d.asked(challengeSetup)(d.password())
	d.refused(errBadEmail)(d.respond(challengeSetup, out.Session, map[string]string{"USERNAME": "ana", "EMAIL": "nonsense"}))
	next := d.asked(factorEmail)(d.respond(challengeSetup, out.Session, map[string]string{"USERNAME": "ana", "EMAIL": anaEmail}))
	result := d.done(d.respond(factorEmail, next.Session, map[string]string{"USERNAME": "ana", "EMAIL_OTP_CODE": d.mail(anaEmail)}))
	if v, _ := d.claims(result.IdToken).Get("email_verified"); v != true {
		t.Errorf("email_verified = %v, want true: the code proved the address", v)
	}
}

func TestMFAPreference(t *testing.T) {
	on, preferred, off := &MFAPreference{Enabled: true}, &MFAPreference{Enabled: true, PreferredMfa: true}, &MFAPreference{}
	for _, tt := range []struct {
		name   string
		change func(*account.UserPool)
		in     SetUserMFAPreferenceRequest
		want   error
	}{
		{"an app that was proven", with(mfaOptional), SetUserMFAPreferenceRequest{SoftwareTokenMfaSettings: preferred}, nil},
		{"no app was proven", func(p *account.UserPool) { p.MFA = mfaOptional }, SetUserMFAPreferenceRequest{SoftwareTokenMfaSettings: on}, errNoDelivery.Saying(factorTOTP)},
		{"no phone number", func(p *account.UserPool) { p.MFA, p.MFAMethods = mfaOptional, []string{factorSMS} }, SetUserMFAPreferenceRequest{SMSMfaSettings: on}, errNoDelivery.Saying(factorSMS)},
		{"a factor that the pool does not offer", func(p *account.UserPool) { p.MFA = mfaOptional }, SetUserMFAPreferenceRequest{EmailMfaSettings: on}, errNoDelivery.Saying(factorEmail)},
		{"two preferred ones", with(mfaOptional), SetUserMFAPreferenceRequest{SMSMfaSettings: preferred, EmailMfaSettings: preferred}, errTwoPreferred},
		{"preferred, but off", with(mfaOptional), SetUserMFAPreferenceRequest{SMSMfaSettings: &MFAPreference{PreferredMfa: true}}, errPreferredDown},
		{"everything off", with(mfaOptional), SetUserMFAPreferenceRequest{SMSMfaSettings: off, EmailMfaSettings: off, SoftwareTokenMfaSettings: off}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, tt.change)
			tt.in.AccessToken = d.tokens().AccessToken
			_, err := d.SetUserMFAPreference(t.Context(), tt.in)
			if tt.want == nil && err != nil {
				t.Fatal(err)
			}
			if tt.want != nil {
				d.refused(tt.want)(nil, err)
			}
			_, err = d.AdminSetUserMFAPreference(t.Context(), AdminSetUserMFAPreferenceRequest{
				UserPoolId: d.pool, Username: "ana", SMSMfaSettings: tt.in.SMSMfaSettings,
				SoftwareTokenMfaSettings: tt.in.SoftwareTokenMfaSettings, EmailMfaSettings: tt.in.EmailMfaSettings,
			})
			if got := err == nil; got != (tt.want == nil) {
				t.Errorf("an administrator: %v, want %v", err, tt.want)
			}
		})
	}
}

func TestPreferenceShowsInGetUser(t *testing.T) {
	d := newDesk(t, with(mfaOptional))
	access := d.tokens().AccessToken
	if _, err := d.SetUserMFAPreference(t.Context(), SetUserMFAPreferenceRequest{AccessToken: access, SoftwareTokenMfaSettings: &MFAPreference{Enabled: true, PreferredMfa: true}}); err != nil {
		t.Fatal(err)
	}
	got, err := d.GetUser(t.Context(), GetUserRequest{AccessToken: access})
	if err != nil || got.PreferredMfaSetting != factorTOTP || len(got.UserMFASettingList) != 1 {
		t.Errorf("settings = %v, preferred %q (%v), want one, SOFTWARE_TOKEN_MFA", got.UserMFASettingList, got.PreferredMfaSetting, err)
	}
	d.asked(factorTOTP)(d.password())
}

func TestEnrollingWithAToken(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.MFA = mfaOptional })
	ctx, access := t.Context(), d.tokens().AccessToken
	refuse[VerifySoftwareTokenResponse](d, errNoPending)(d.VerifySoftwareToken(ctx, VerifySoftwareTokenRequest{AccessToken: access, UserCode: "000000"}))
	refuse[AssociateSoftwareTokenResponse](d, errOneOf)(d.AssociateSoftwareToken(ctx, AssociateSoftwareTokenRequest{}))
	secret, err := d.AssociateSoftwareToken(ctx, AssociateSoftwareTokenRequest{AccessToken: access})
	if err != nil || secret.Session != "" {
		t.Fatalf("session = %q (%v), want none", secret.Session, err)
	}
	if _, err := d.VerifySoftwareToken(ctx, VerifySoftwareTokenRequest{AccessToken: access, UserCode: d.appCode(secret.SecretCode), FriendlyDeviceName: "phone"}); err != nil {
		t.Fatal(err)
	}
	d.tokens() // not asked for before it is switched on
	if _, err := d.SetUserMFAPreference(ctx, SetUserMFAPreferenceRequest{AccessToken: access, SoftwareTokenMfaSettings: &MFAPreference{Enabled: true}}); err != nil {
		t.Fatal(err)
	}
	out := d.asked(factorTOTP)(d.password())
	if got := out.ChallengeParameters["FRIENDLY_DEVICE_NAME"]; got != "phone" {
		t.Errorf("FRIENDLY_DEVICE_NAME = %q, want phone", got)
	}
	d.refused(errTOTPAgain)(d.respond(factorTOTP, out.Session, map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": d.appCode(secret.SecretCode)}))
	d.clock.Advance(totpStep)
	d.done(d.respond(factorTOTP, out.Session, map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": d.appCode(secret.SecretCode)}))

	off := newDesk(t, nil)
	refuse[AssociateSoftwareTokenResponse](off, errTOTPOff)(off.AssociateSoftwareToken(ctx, AssociateSoftwareTokenRequest{AccessToken: off.tokens().AccessToken}))
}

func TestPoolMfaConfig(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   SetUserPoolMfaConfigRequest
		want error
	}{
		{"on, with authenticator apps", SetUserPoolMfaConfigRequest{MfaConfiguration: mfaOn, SoftwareTokenMfaConfiguration: &SoftwareTokenMfaConfig{Enabled: true}}, nil},
		{"on, with nothing to be on", SetUserPoolMfaConfigRequest{MfaConfiguration: mfaOn}, errNoMethod},
		{"off, with a factor", SetUserPoolMfaConfigRequest{MfaConfiguration: mfaOff, EmailMfaConfiguration: &EmailMfaConfig{}}, errOffWith},
		{"a message without the code", SetUserPoolMfaConfigRequest{MfaConfiguration: mfaOptional, EmailMfaConfiguration: &EmailMfaConfig{Message: "hello there"}}, errNoSlot},
		{"a text without the code", SetUserPoolMfaConfigRequest{MfaConfiguration: mfaOptional, SmsMfaConfiguration: &SmsMfaConfig{SmsAuthenticationMessage: "hello there"}}, errNoSlot},
		{"e-mail in the Lite plan", SetUserPoolMfaConfigRequest{UserPoolId: testPool, MfaConfiguration: mfaOptional, EmailMfaConfiguration: &EmailMfaConfig{}, SoftwareTokenMfaConfiguration: &SoftwareTokenMfaConfig{}}, errTier.Saying("LITE", "Email MFA")},
		{"another pool", SetUserPoolMfaConfigRequest{UserPoolId: "us-east-1_Nothing00"}, errNoPool.Saying("us-east-1_Nothing00")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, func(p *account.UserPool) {
				if strings.Contains(tt.name, "Lite") {
					p.Tier = "LITE"
				}
			})
			if tt.in.UserPoolId == "" {
				tt.in.UserPoolId = d.pool
			}
			out, err := d.SetUserPoolMfaConfig(t.Context(), tt.in)
			if tt.want != nil {
				d.refused(tt.want)(out, err)
				return
			}
			shown, err2 := d.GetUserPoolMfaConfig(t.Context(), GetUserPoolMfaConfigRequest{UserPoolId: d.pool})
			if err != nil || err2 != nil || shown.MfaConfiguration != tt.in.MfaConfiguration || shown.SoftwareTokenMfaConfiguration == nil {
				t.Errorf("shown %+v (%v, %v)", shown, err, err2)
			}
		})
	}
}

func TestOwnWordsForCodes(t *testing.T) {
	d := newDesk(t, with(mfaOptional, factorEmail))
	if _, err := d.SetUserPoolMfaConfig(t.Context(), SetUserPoolMfaConfigRequest{
		UserPoolId: d.pool, MfaConfiguration: mfaOptional, EmailMfaConfiguration: &EmailMfaConfig{Message: "Type {####} now", Subject: "Hello"},
	}); err != nil {
		t.Fatal(err)
	}
	d.asked(factorEmail)(d.password())
	m := d.Inbox()[len(d.Inbox())-1]
	if want := "Type " + m.Code + " now"; m.Body != want || m.Subject != "Hello" {
		t.Errorf("message = %q / %q, want %q / Hello", m.Subject, m.Body, want)
	}
}

func TestAuthFactors(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*account.UserPool)
		want   []string
	}{
		{"a password, unless the pool says otherwise", nil, []string{"PASSWORD"}},
		{"what the pool offers and the user has", func(p *account.UserPool) { p.FirstFactors = []string{"PASSWORD", "EMAIL_OTP", "SMS_OTP"} }, []string{"PASSWORD", "EMAIL_OTP"}},
	} {
		d := newDesk(t, tt.change)
		out, err := d.GetUserAuthFactors(t.Context(), GetUserAuthFactorsRequest{AccessToken: d.tokens().AccessToken})
		if err != nil || !slices.Equal(out.ConfiguredUserAuthFactors, tt.want) {
			t.Errorf("%s: %v (%v), want %v", tt.name, out.ConfiguredUserAuthFactors, err, tt.want)
		}
	}
	d := newDesk(t, nil)
	refuse[GetUserAuthFactorsResponse](d, errBadToken)(d.GetUserAuthFactors(t.Context(), GetUserAuthFactorsRequest{AccessToken: "not.a.token"}))
}
