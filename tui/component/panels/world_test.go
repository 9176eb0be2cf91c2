package panels

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/cryptotest"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/keyring"
	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

// story is a learner's way from sign-in to a refused upload, as it went over the wire. The same one each time: keys, ids and
// clock are fixed.
type story struct {
	world  *sim.World
	values map[string]string
	before account.Tree // before the last call
}

func newStory(t testing.TB) *story {
	t.Helper()
	file := "testdata/photo-app.json" // a copy, so that the course may change its own
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a, err := account.Parse(file, text)
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(sim.Config{Account: a, Keys: keys(t), Clock: clock.New(clock.At(time.Date(2026, 3, 2, 10, 4, 12, 0, time.UTC))), Chance: chance.Seeded([32]byte{7})})
	if err != nil {
		t.Fatal(err)
	}
	return &story{world: w, values: w.Values()}
}

// ring holds the keys of all stories: making them is slow, and a golden needs the same ones each time.
var (
	ring     keyring.Ring
	fillRing sync.Once
)

func keys(t testing.TB) *keyring.Ring {
	t.Helper()
	fillRing.Do(func() {
		if t, ok := t.(*testing.T); ok {
			cryptotest.SetGlobalRandom(t, 7)
		}
		if err := ring.Fill(); err != nil {
			t.Fatal(err)
		}
	})
	return &ring
}

// call sends an operation of a JSON service and keeps the answer's texts by their path.
func (s *story) call(t testing.TB, service, operation string, in map[string]any) trace.Exchange {
	t.Helper()
	target := map[string]string{"cognito-idp": "AWSCognitoIdentityProviderService", "cognito-identity": "AWSCognitoIdentityService"}[service]
	body, err := json.Marshal(in, json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, s.world.Endpoint(service)+"/", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", target+"."+operation)
	return s.send(t, r)
}

// send sends a request as the application and returns its exchange, not those within it.
func (s *story) send(t testing.TB, r *http.Request) trace.Exchange {
	t.Helper()
	mark := s.world.Log().Last()
	s.before = s.world.Snapshot()
	answer, err := s.world.Client().Do(r.WithContext(trace.CallerID(context.Background(), "app")))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if json.Unmarshal(body, &out) == nil {
		s.keep("", out)
	}
	return s.world.Log().Since(mark)[0]
}

func (s *story) keep(path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, v := range v {
			s.keep(strings.TrimPrefix(path+"."+name, "."), v)
		}
	case string:
		s.values[path] = v
	}
}

// inner are the exchanges that were made on behalf of one.
func (s *story) inner(e trace.Exchange) []trace.Exchange {
	var out []trace.Exchange
	for _, x := range s.world.Log().Since(e.ID) {
		if x.Parent == e.ID {
			out = append(out, x)
		}
	}
	return out
}

func (s *story) signIn(t testing.TB) trace.Exchange {
	return s.call(t, "cognito-idp", "InitiateAuth", map[string]any{
		"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": s.values["clientId"],
		"AuthParameters": map[string]any{"USERNAME": "ana", "PASSWORD": "Sunny-Day-7"},
	})
}

func (s *story) logins() map[string]any {
	return map[string]any{s.values["provider"]: s.values["AuthenticationResult.IdToken"]}
}

func (s *story) getID(t testing.TB) trace.Exchange {
	return s.call(t, "cognito-identity", "GetId", map[string]any{"IdentityPoolId": s.values["identityPoolId"], "Logins": s.logins()})
}

func (s *story) getCredentials(t testing.TB) trace.Exchange {
	return s.call(t, "cognito-identity", "GetCredentialsForIdentity", map[string]any{"IdentityId": s.values["IdentityId"], "Logins": s.logins()})
}

// upload puts a photo into a folder, signed with the identity's credentials.
func (s *story) upload(t testing.TB, folder string) trace.Exchange {
	photo := append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF"), make([]byte, 4000)...)
	r := s.request(t, http.MethodPut, "https://"+s.values["bucket"]+".s3.us-east-1.amazonaws.com/uploads/"+url.PathEscape(folder)+"/cat.jpg", "image/jpeg", photo)
	s.sign(t, r, "s3", photo)
	return s.send(t, r)
}

// list asks S3 what is in a folder.
func (s *story) list(t testing.TB, folder string) trace.Exchange {
	r := s.request(t, http.MethodGet, "https://"+s.values["bucket"]+".s3.us-east-1.amazonaws.com/?list-type=2&prefix="+url.QueryEscape("uploads/"+folder+"/"), "", nil)
	s.sign(t, r, "s3", nil)
	return s.send(t, r)
}

// whoAmI asks STS, whose requests are forms and whose answers are XML.
func (s *story) whoAmI(t testing.TB) trace.Exchange {
	form := []byte("Action=GetCallerIdentity&Version=2011-06-15")
	r := s.request(t, http.MethodPost, "https://sts.us-east-1.amazonaws.com/", "application/x-www-form-urlencoded; charset=utf-8", form)
	s.sign(t, r, "sts", form)
	return s.send(t, r)
}

func (s *story) request(t testing.TB, method, target, kind string, body []byte) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, target, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return r
}

func (s *story) sign(t testing.TB, r *http.Request, service string, body []byte) {
	t.Helper()
	keys := sigv4.Credentials{
		AccessKeyID: s.values["Credentials.AccessKeyId"], SecretKey: s.values["Credentials.SecretKey"], Token: s.values["Credentials.SessionToken"],
	}
	if err := sigv4.Sign(r, keys, service, "us-east-1", s.world.Now(), sigv4.Hash(body)); err != nil {
		t.Fatal(err)
	}
}

// bearer shows the ID token to the application, as its own pages do.
func (s *story) bearer(t testing.TB) trace.Exchange {
	r := s.request(t, http.MethodGet, "https://"+s.values["appHost"]+"/photos", "", nil)
	r.Header.Set("Authorization", "Bearer "+s.values["AuthenticationResult.AccessToken"])
	return s.send(t, r)
}
