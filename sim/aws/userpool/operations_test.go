package userpool

import (
	"slices"
	"strings"
	"testing"

	"poolschool/sim/wire"
)

// Which operations ask for what: nothing, an access token, a signature. The first two never reach IAM.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html
func TestWhatOperationsAskFor(t *testing.T) {
	nothing := strings.Fields(`SignUp ConfirmSignUp ResendConfirmationCode InitiateAuth RespondToAuthChallenge ForgotPassword
		ConfirmForgotPassword GetTokensFromRefreshToken RevokeToken`)
	accessToken := strings.Fields(`GetUser UpdateUserAttributes DeleteUserAttributes DeleteUser ChangePassword GlobalSignOut
		GetUserAttributeVerificationCode VerifyUserAttribute AssociateSoftwareToken VerifySoftwareToken SetUserMFAPreference
		GetUserAuthFactors ConfirmDevice GetDevice ForgetDevice ListDevices UpdateDeviceStatus`)
	for _, op := range newDesk(t, nil).Operations() {
		want := wire.Signed
		switch {
		case slices.Contains(nothing, op.Name):
			want = wire.Open
		case slices.Contains(accessToken, op.Name):
			want = wire.ByToken
		}
		if op.Auth != want {
			t.Errorf("%s asks for %s, want %s", op.Name, op.Auth, want)
		}
	}
}
