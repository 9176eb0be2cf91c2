package sim

import (
	"net/http"
	"strings"
	"testing"

	"poolschool/sim/aws/userpool"
	"poolschool/sim/token"
)

// A pool of the newer form issues under another host; identity pools go on calling it as before.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
func TestUpdatedIssuer(t *testing.T) {
	w := newWorld(t, Config{Account: photoAccount()})
	pool := w.userpool.PoolIDs()[0]
	if _, err := w.userpool.UpdateUserPool(t.Context(), userpool.UpdateUserPoolRequest{
		UserPoolId: pool, PoolSettings: userpool.PoolSettings{IssuerConfiguration: &userpool.IssuerConfiguration{Type: "UPDATED"}},
	}); err != nil {
		t.Fatal(err)
	}
	want := "https://issuer-cognito-idp.us-east-1.amazonaws.com/" + pool
	out, err := w.userpool.InitiateAuth(t.Context(), userpool.InitiateAuthRequest{
		AuthFlow: "USER_PASSWORD_AUTH", ClientId: "web", AuthParameters: map[string]string{"USERNAME": "ana", "PASSWORD": "Sunny-Day-7"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, raw := range []string{out.AuthenticationResult.IdToken, out.AuthenticationResult.AccessToken} {
		decoded, err := token.Decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := decoded.Claims.Text("iss"); got != want {
			t.Errorf("iss is %s, want %s", got, want)
		}
	}
	get := request(t, http.MethodGet, want+"/.well-known/openid-configuration", "")
	if resp, body := answered(t, w, get); resp.StatusCode != http.StatusOK || !strings.Contains(body, `"issuer":"`+want+`"`) {
		t.Errorf("%d: the discovery document does not name %s: %s", resp.StatusCode, want, body)
	}
	login := `{"IdentityPoolId":"` + testDesk + `","Logins":{"cognito-idp.us-east-1.amazonaws.com/` + pool + `":"` + out.AuthenticationResult.IdToken + `"}}`
	if resp, body := answered(t, w, target(t, "cognito-identity.us-east-1.amazonaws.com", "AWSCognitoIdentityService.GetId", login)); resp.StatusCode != http.StatusOK {
		t.Errorf("the identity pool refuses the login: %s", body)
	}
}
