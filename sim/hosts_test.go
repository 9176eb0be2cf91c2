package sim

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"poolschool/sim/account"
	"poolschool/sim/keyring"
	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

// testKeys are shared: making RSA keys is most of the time that an account takes.
var testKeys = &keyring.Ring{}

const testPool, testDesk = "us-east-1_Ab3dEf9Gh", "us-east-1:5c9f7a1e-3b2d-4e6f-8a90-b1c2d3e4f506"

// photoTrust lets people of the desk take on a role, guests too.
const photoTrust = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"},
	"Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "` + testDesk + `"}}}]}`

// photoAccount has a user pool, an identity pool with roles, and a bucket.
func photoAccount() account.Account {
	return account.Account{
		UserPools: []account.UserPool{{
			ID: testPool, Name: "photos", Clients: []account.Client{{ID: "web", Name: "web", Flows: []string{"ALLOW_USER_PASSWORD_AUTH"}}},
			Users: []account.User{{Username: "ana", Password: "Sunny-Day-7"}},
		}},
		IdentityPools: []account.IdentityPool{{
			ID: testDesk, Name: "desk", AllowGuests: true, UserPools: []account.PoolLogin{{Pool: "photos", Client: "web"}},
			Authenticated: "PhotoUser", Unauthenticated: "PhotoUser",
		}},
		Roles:   []account.Role{{Name: "PhotoUser", Trust: []byte(photoTrust)}},
		Buckets: []account.Bucket{{Name: "photos"}},
	}
}

func newWorld(t testing.TB, c Config) *World {
	t.Helper()
	c.Keys = testKeys
	w, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// answered is a response with its body read.
func answered(t testing.TB, w *World, r *http.Request) (*http.Response, string) {
	t.Helper()
	resp, err := w.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func request(t testing.TB, method, address, body string, header ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

// signed signs as the account's administrator.
func signed(t testing.TB, w *World, r *http.Request, service, region, body string) *http.Request {
	t.Helper()
	keys := sigv4.Credentials{AccessKeyID: w.admin.AccessKeyID, SecretKey: w.admin.SecretKey}
	if err := sigv4.Sign(r, keys, service, region, w.Now(), sigv4.Hash([]byte(body))); err != nil {
		t.Fatal(err)
	}
	return r
}

// form signs a call of a query service for a region.
func form(t testing.TB, w *World, host, service, region, body string) *http.Request {
	t.Helper()
	return signed(t, w, request(t, "POST", "https://"+host+"/", body, "Content-Type", "application/x-www-form-urlencoded"), service, region, body)
}

func target(t testing.TB, host, operation, body string) *http.Request {
	t.Helper()
	return request(t, "POST", "https://"+host+"/", body, "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", operation)
}

// Other regions are the same account without anything of its own there; roles, sessions and buckets are one.
func TestOtherRegionsAreEmpty(t *testing.T) {
	w := newWorld(t, Config{Account: photoAccount()})
	const identityPools, userPools = "AWSCognitoIdentityService.", "AWSCognitoIdentityProviderService."
	const who, roles = "Action=GetCallerIdentity&Version=2011-06-15", "Action=ListRoles&Version=2010-05-08"
	get := func(host string) *http.Request {
		return signed(t, w, request(t, "GET", "https://"+host+"/", ""), "s3", "eu-west-1", "")
	}
	for _, tt := range []struct {
		name    string
		request *http.Request
		status  int
		says    string
	}{
		{"an identity pool of another region is not found", target(t, "cognito-identity.eu-west-1.amazonaws.com", identityPools+"GetId", `{"IdentityPoolId":"`+testDesk+`"}`), 400, "IdentityPool '" + testDesk + "' not found."},
		{"a client of another region does not exist", target(t, "cognito-idp.eu-west-1.amazonaws.com", userPools+"InitiateAuth", `{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"web","AuthParameters":{"USERNAME":"ana","PASSWORD":"Sunny-Day-7"}}`), 400, "User pool client web does not exist."},
		{"STS of another region knows the account's users", form(t, w, "sts.eu-west-1.amazonaws.com", "sts", "eu-west-1", who), 200, "user/admin"},
		{"a signature for the own region is of no use there", form(t, w, "sts.eu-west-1.amazonaws.com", "sts", "us-east-1", who), 403, "Credential should be scoped to a valid region."},
		{"the global STS wants us-east-1", form(t, w, "sts.amazonaws.com", "sts", "us-east-1", who), 200, "user/admin"},
		{"so does IAM", form(t, w, "iam.amazonaws.com", "iam", "us-east-1", roles), 200, "PhotoUser"},
		{"a bucket lives in one region", get("photos.s3.eu-west-1.amazonaws.com"), 301, "<Code>PermanentRedirect</Code>"},
		{"its path, too", signed(t, w, request(t, "GET", "https://s3.eu-west-1.amazonaws.com/photos/k", ""), "s3", "eu-west-1", ""), 301, "photos.s3.us-east-1.amazonaws.com"},
		{"and over dual stack", get("photos.s3.dualstack.eu-west-1.amazonaws.com"), 301, "<Code>PermanentRedirect</Code>"},
		{"what is no bucket is none anywhere", get("none.s3.eu-west-1.amazonaws.com"), 404, "NoSuchBucket"},
		{"buckets are listed from anywhere", get("s3.eu-west-1.amazonaws.com"), 200, "<Name>photos</Name>"},
		{"new buckets are made at home", signed(t, w, request(t, "PUT", "https://second.s3.eu-west-1.amazonaws.com/", ""), "s3", "eu-west-1", ""), 501, "NotImplemented"},
		{"no pool has login pages there", request(t, "GET", "https://photo-app.auth.eu-west-1.amazoncognito.com/login", ""), 404, ""},
	} {
		resp, body := answered(t, w, tt.request)
		if resp.StatusCode != tt.status || !strings.Contains(body, tt.says) {
			t.Errorf("%s: %d %s, want %d %q", tt.name, resp.StatusCode, body, tt.status, tt.says)
		}
	}
	for _, host := range []string{"cognito-idp.us-middle-7.amazonaws.com", "s3.us-middle-7.amazonaws.com", "dynamodb.eu-west-1.amazonaws.com", "amazonaws.com", "example.org"} {
		if _, err := w.RoundTrip(request(t, "GET", "https://"+host+"/", "")); err == nil {
			t.Errorf("somebody answers at %s", host)
		}
	}
}

// Where the account is elsewhere, what has no region is still signed for us-east-1.
func TestGlobalServicesAreOfOneRegion(t *testing.T) {
	w := newWorld(t, Config{Region: "eu-west-1"})
	const who, roles = "Action=GetCallerIdentity&Version=2011-06-15", "Action=ListRoles&Version=2010-05-08"
	for _, tt := range []struct {
		name                  string
		host, service, region string
		body                  string
		status                int
	}{
		{"IAM with us-east-1", "iam.amazonaws.com", "iam", "us-east-1", roles, 200},
		{"IAM with the own region", "iam.amazonaws.com", "iam", "eu-west-1", roles, 403},
		{"the global STS with us-east-1", "sts.amazonaws.com", "sts", "us-east-1", who, 200},
		{"the global STS with the own region", "sts.amazonaws.com", "sts", "eu-west-1", who, 403},
		{"the own STS with the own region", "sts.eu-west-1.amazonaws.com", "sts", "eu-west-1", who, 200},
	} {
		if resp, body := answered(t, w, form(t, w, tt.host, tt.service, tt.region, tt.body)); resp.StatusCode != tt.status {
			t.Errorf("%s: %d %s, want %d", tt.name, resp.StatusCode, body, tt.status)
		}
	}
}

// What is made in another region works there, with keys that its tokens are checked by.
func TestAUserPoolInAnotherRegionWorks(t *testing.T) {
	w := newWorld(t, Config{Account: photoAccount()})
	const host, service = "cognito-idp.eu-west-1.amazonaws.com", "AWSCognitoIdentityProviderService."
	body := `{"PoolName":"away"}`
	resp, made := answered(t, w, signed(t, w, target(t, host, service+"CreateUserPool", body), idp, "eu-west-1", body))
	_, id, _ := strings.Cut(made, `"Id":"`)
	id, _, _ = strings.Cut(id, `"`)
	if resp.StatusCode != 200 || !strings.HasPrefix(id, "eu-west-1_") {
		t.Fatalf("%d %s", resp.StatusCode, made)
	}
	if resp, keys := answered(t, w, request(t, "GET", "https://"+host+"/"+id+"/.well-known/jwks.json", "")); resp.StatusCode != 200 || !strings.Contains(keys, "RS256") {
		t.Errorf("keys: %d %s", resp.StatusCode, keys)
	}
	issuer, _, ok := providers{branches: w.branches, config: w.config}.Lookup(host + "/" + id)
	if want := "https://" + host + "/" + id; !ok || issuer != want {
		t.Errorf("issuer %q, want %q", issuer, want)
	}
	for _, node := range w.Snapshot() {
		if strings.Contains(node.ID, "eu-west-1") {
			t.Error("the picture of the account shows another region")
		}
	}
}

// A mistake of the simulator is an answer and an exchange, not the end of the program.
func TestAPanicIsAnAnswer(t *testing.T) {
	w := newWorld(t, Config{})
	w.hosts["app.example.com"] = w.log.Record("app", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		trace.Name(r.Context(), "GET /me")
		panic("no such drawer")
	}))
	resp, err := w.RoundTrip(request(t, "GET", "https://app.example.com/me", ""))
	if err != nil || resp.StatusCode != http.StatusInternalServerError {
		t.Fatalf("%v %v, want 500", resp, err)
	}
	if _, err := io.ReadAll(resp.Body); err == nil {
		t.Error("the body says nothing of the mistake")
	}
	all := w.Log().Since(0)
	if len(all) != 1 || all[0].Status != 500 || !strings.Contains(all[0].Because, "no such drawer") {
		t.Errorf("the log has %+v", all)
	}
}

// S3's ids have a form of their own, and the log finds them all the same.
func TestExchangesAreFoundByTheirRequestID(t *testing.T) {
	w := newWorld(t, Config{Account: photoAccount()})
	for _, tt := range []struct{ name, address, header string }{
		{"S3", "https://photos.s3.us-east-1.amazonaws.com/cat.jpg", "X-Amz-Request-Id"},
		{"user pools", "https://cognito-idp.us-east-1.amazonaws.com/", "X-Amzn-Requestid"},
		{"STS", "https://sts.us-east-1.amazonaws.com/", "X-Amzn-Requestid"},
	} {
		resp, _ := answered(t, w, request(t, "GET", tt.address, ""))
		id := resp.Header.Get(tt.header)
		if x, ok := w.Log().Find(id); !ok || x.Status != resp.StatusCode {
			t.Errorf("%s: the request id %q is not found", tt.name, id)
		}
		if tt.name == "S3" && (len(id) != 16 || strings.ToUpper(id) != id) {
			t.Errorf("S3: the request id is %q, want 16 capitals and digits", id)
		}
	}
}
