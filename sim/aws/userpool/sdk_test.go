package userpool

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cognito "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"poolschool/sim/account"
)

// door lets the official client call a service in process.
type door struct{ http.Handler }

func (d door) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Result(), nil
}

func (d *desk) sdk() *cognito.Client {
	return cognito.New(cognito.Options{
		Region: "us-east-1", HTTPClient: &http.Client{Transport: door{d.Handler()}}, RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "example"}, nil
		}),
	})
}

func TestOfficialClientSignsIn(t *testing.T) {
	d := newDesk(t, with(mfaOptional, factorTOTP))
	c, ctx := d.sdk(), t.Context()
	out, err := c.InitiateAuth(ctx, &cognito.InitiateAuthInput{
		AuthFlow: types.AuthFlowTypeUserPasswordAuth, ClientId: &d.client, AuthParameters: map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword},
	})
	if err != nil || out.ChallengeName != types.ChallengeNameTypeSoftwareTokenMfa {
		t.Fatalf("challenge = %v (%v), want SOFTWARE_TOKEN_MFA", out, err)
	}
	answer := &cognito.RespondToAuthChallengeInput{
		ChallengeName: out.ChallengeName, ClientId: &d.client, Session: out.Session,
		ChallengeResponses: map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": "000000"},
	}
	_, err = c.RespondToAuthChallenge(ctx, answer)
	if mismatch := new(types.CodeMismatchException); !errors.As(err, &mismatch) || mismatch.ErrorMessage() != errWrongTOTP.Message {
		t.Errorf("error = %v, want CodeMismatchException", err)
	}
	answer.ChallengeResponses["SOFTWARE_TOKEN_MFA_CODE"] = d.appCode(totpOfAna)
	done, err := c.RespondToAuthChallenge(ctx, answer)
	if err != nil || done.AuthenticationResult == nil {
		t.Fatalf("no tokens: %v", err)
	}
	user, err := c.GetUser(ctx, &cognito.GetUserInput{AccessToken: done.AuthenticationResult.AccessToken})
	if err != nil || *user.Username != "ana" || *user.PreferredMfaSetting != factorTOTP {
		t.Fatalf("user = %+v (%v)", user, err)
	}
	if _, err := c.GlobalSignOut(ctx, &cognito.GlobalSignOutInput{AccessToken: done.AuthenticationResult.AccessToken}); err != nil {
		t.Fatal(err)
	}
	_, err = c.GetTokensFromRefreshToken(ctx, &cognito.GetTokensFromRefreshTokenInput{ClientId: &d.client, RefreshToken: done.AuthenticationResult.RefreshToken})
	if refused := new(types.NotAuthorizedException); !errors.As(err, &refused) || refused.ErrorMessage() != errRefreshRevoked.Message {
		t.Errorf("error = %v, want %s", err, errRefreshRevoked.Message)
	}
}

func TestOfficialClientAdministers(t *testing.T) {
	d := newDesk(t, invited)
	c, ctx := d.sdk(), t.Context()
	out, err := c.AdminInitiateAuth(ctx, &cognito.AdminInitiateAuthInput{
		AuthFlow: types.AuthFlowTypeAdminUserPasswordAuth, ClientId: &d.client, UserPoolId: &d.pool,
		AuthParameters: map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword},
	})
	if err != nil || out.ChallengeName != types.ChallengeNameTypeNewPasswordRequired {
		t.Fatalf("challenge = %v (%v), want NEW_PASSWORD_REQUIRED", out, err)
	}
	done, err := c.AdminRespondToAuthChallenge(ctx, &cognito.AdminRespondToAuthChallengeInput{
		ChallengeName: out.ChallengeName, ClientId: &d.client, UserPoolId: &d.pool, Session: out.Session,
		ChallengeResponses: map[string]string{"USERNAME": "ana", "NEW_PASSWORD": "Rainy-Day-8"},
	})
	if err != nil || done.AuthenticationResult == nil {
		t.Fatalf("no tokens: %v", err)
	}
	if _, err := c.SetUserPoolMfaConfig(ctx, &cognito.SetUserPoolMfaConfigInput{
		UserPoolId: &d.pool, MfaConfiguration: types.UserPoolMfaTypeOptional,
		SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
	}); err != nil {
		t.Fatal(err)
	}
	config, err := c.GetUserPoolMfaConfig(ctx, &cognito.GetUserPoolMfaConfigInput{UserPoolId: &d.pool})
	if err != nil || config.MfaConfiguration != types.UserPoolMfaTypeOptional || !config.SoftwareTokenMfaConfiguration.Enabled {
		t.Errorf("config = %+v (%v), want OPTIONAL with authenticator apps", config, err)
	}
}

func TestOfficialClientListsDevices(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { tracked(p) })
	x := d.firstSignIn()
	if _, err := d.confirm(x); err != nil {
		t.Fatal(err)
	}
	out, err := d.sdk().ListDevices(t.Context(), &cognito.ListDevicesInput{AccessToken: &x.access})
	if err != nil || len(out.Devices) != 1 || *out.Devices[0].DeviceKey != x.key || !out.Devices[0].DeviceCreateDate.Equal(testStart) {
		t.Errorf("devices = %+v (%v)", out, err)
	}
}
