package awsquery

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/rpc"
)

type policyArn struct {
	Arn string `json:"arn" min:"20"`
}

type tag struct{ Key, Value string }

type enterRequest struct {
	RoleName        string `required:"true" min:"2" max:"64"`
	Token           string `secret:"true"`
	DurationSeconds *int   `min:"900"`
	PolicyArns      []policyArn
	Tags            []tag
	Names           []string
	Dry             bool
}

type enterResponse struct {
	RoleName   string
	Token      string `secret:"true"`
	Until      time.Time
	Count      int
	Truncated  bool
	Missing    *int
	Names      []string
	PolicyArns []policyArn
	Tags       []tag
	Inner      *tag
}

func seven(_ context.Context, in enterRequest) (enterResponse, error) {
	out := enterResponse{RoleName: in.RoleName, Token: in.Token, Until: time.Date(2025, 5, 26, 17, 0, 13, 5e8, time.UTC), Names: in.Names, PolicyArns: in.PolicyArns, Tags: in.Tags}
	if in.DurationSeconds != nil {
		out.Count = *in.DurationSeconds
	}
	if in.RoleName == "refused" {
		return out, (&wire.Error{Code: "AccessDenied", Message: "a < b", Status: 403}).Because("the reason")
	}
	if in.RoleName == "broken" {
		return out, errors.New("disk on fire")
	}
	return out, nil
}

// guard lets in who says "Authorization: good", and denies the action on "secret".
type guard struct{}

type whoKey struct{}

func (guard) Authenticate(r *http.Request, _ []byte) (context.Context, error) {
	if r.Header.Get("Authorization") != "good" {
		return nil, &wire.Error{Code: "MissingAuthenticationToken", Message: "Request is missing Authentication Token", Status: 403}
	}
	return context.WithValue(r.Context(), whoKey{}, "ana"), nil
}

func (guard) Authorize(ctx context.Context, action, resource string, _ map[string][]string) error {
	if ctx.Value(whoKey{}) != "ana" || action != "door:Open" || resource == "secret" {
		return &wire.Error{Code: "AccessDenied", Message: action + " on " + resource, Status: 403}
	}
	return nil
}

func door() *Handler {
	return New(Config{Service: "door", Version: "2011-06-15", Namespace: "https://door.example/", Guard: guard{}},
		rpc.Open("Enter", seven),
		rpc.Signed("Open", seven, func(in enterRequest) string { return in.RoleName }),
		rpc.Signed("Who", func(ctx context.Context, _ struct{}) (tag, error) {
			who, _ := ctx.Value(whoKey{}).(string)
			return tag{Key: who}, nil
		}, nil),
		rpc.Open("Leave", func(context.Context, struct{}) (None, error) { return None{}, nil }),
	)
}

func ask(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	door().ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func post(form string) *http.Request {
	return httptest.NewRequest(http.MethodPost, "https://door.example/", strings.NewReader(form))
}

func TestAnswersAreAWSsXML(t *testing.T) {
	status, got := ask(t, post("Action=Enter&Version=2011-06-15&RoleName=ana+%3Cb%3E&Names.member.2=two&Names.member.1=one&Tags.member.1.Key=k&Tags.member.1.Value=v&PolicyArns.member.1.arn=arn:aws:iam::aws:policy/X&Unknown=passes"))
	want := `<EnterResponse xmlns="https://door.example/">
  <EnterResult>
    <RoleName>ana &lt;b&gt;</RoleName>
    <Until>2025-05-26T17:00:13Z</Until>
    <Count>0</Count>
    <Truncated>false</Truncated>
    <Names>
      <member>one</member>
      <member>two</member>
    </Names>
    <PolicyArns>
      <member>
        <arn>arn:aws:iam::aws:policy/X</arn>
      </member>
    </PolicyArns>
    <Tags>
      <member>
        <Key>k</Key>
        <Value>v</Value>
      </member>
    </Tags>
  </EnterResult>
  <ResponseMetadata>
    <RequestId></RequestId>
  </ResponseMetadata>
</EnterResponse>
`
	if status != 200 || got != want {
		t.Errorf("got %d %s\nwant 200 %s", status, got, want)
	}
	if status, got := ask(t, post("Action=Leave&Version=2011-06-15")); status != 200 || strings.Contains(got, "LeaveResult") {
		t.Errorf("got %d %s, want metadata only", status, got)
	}
}

func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		name, form, code, message, kind string
		status                          int
	}{
		{"no action", "Version=2011-06-15", "MissingAction", "The request must contain the parameter Action.", "Sender", 400},
		{"an unknown action is named", "Action=Fly&Version=2011-06-15", "InvalidAction", "Could not find operation Fly for version 2011-06-15", "Sender", 400},
		{"the version must be the API's", "Action=Enter&Version=2010-05-08", "InvalidAction", "Could not find operation Enter for version 2010-05-08", "Sender", 400},
		{"the version must be there", "Action=Enter", "InvalidAction", "Could not find operation Enter for version NO_VERSION_SPECIFIED", "Sender", 400},
		{"a parameter stands once", "Action=Enter&Action=Open&Version=2011-06-15", "MalformedQueryString", "The query string contains a syntax error.", "Sender", 400},
		{"the form can be read", "Action=%zz", "MalformedQueryString", "The query string contains a syntax error.", "Sender", 400},
		{"a required member is there", "Action=Enter&Version=2011-06-15", "ValidationError", "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null", "Sender", 400},
		{"names are exact", "Action=Enter&Version=2011-06-15&rolename=ana", "ValidationError", "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null", "Sender", 400},
		{"a zero that was sent is checked", "Action=Enter&Version=2011-06-15&RoleName=ana&DurationSeconds=0", "ValidationError", "1 validation error detected: Value '0' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900", "Sender", 400},
		{"members of a list are checked", "Action=Enter&Version=2011-06-15&RoleName=ana&PolicyArns.member.1.arn=short", "ValidationError", "1 validation error detected: Value 'short' at 'policyArns.1.member.arn' failed to satisfy constraint: Member must have length greater than or equal to 20", "Sender", 400},
		{"a number is a number", "Action=Enter&Version=2011-06-15&RoleName=ana&DurationSeconds=soon", "MalformedInput", "", "Sender", 400},
		{"a boolean is one", "Action=Enter&Version=2011-06-15&RoleName=ana&Dry=yes", "MalformedInput", "", "Sender", 400},
		{"lists count from one", "Action=Enter&Version=2011-06-15&RoleName=ana&Names.member.0=x", "MalformedInput", "", "Sender", 400},
		{"an operation's refusal", "Action=Enter&Version=2011-06-15&RoleName=refused", "AccessDenied", "a < b", "Sender", 403},
		{"any other error is the service's fault", "Action=Enter&Version=2011-06-15&RoleName=broken", "InternalFailure", "The request processing has failed because of an unknown error, exception or failure.", "Receiver", 500},
		{"a signed operation wants a signature", "Action=Open&Version=2011-06-15&RoleName=ana", "MissingAuthenticationToken", "Request is missing Authentication Token", "Sender", 403},
	} {
		status, body := ask(t, post(tt.form))
		code, message := codec{}.Refusal(nil, []byte(body))
		if status != tt.status || code != tt.code || message != tt.message || !strings.Contains(body, "<Type>"+tt.kind+"</Type>") {
			t.Errorf("%s: got %d %s %q in %s, want %d %s %q", tt.name, status, code, message, body, tt.status, tt.code, tt.message)
		}
	}
}

func TestSignedRowsAskTheGuard(t *testing.T) {
	for _, tt := range []struct {
		name, form, want string
		status           int
	}{
		{"allowed", "Action=Open&Version=2011-06-15&RoleName=front", "<RoleName>front</RoleName>", 200},
		{"denied on the resource", "Action=Open&Version=2011-06-15&RoleName=secret", "door:Open on secret", 403},
		{"a signature may be enough", "Action=Who&Version=2011-06-15", "<Key>ana</Key>", 200},
	} {
		r := post(tt.form)
		r.Header.Set("Authorization", "good")
		if status, body := ask(t, r); status != tt.status || !strings.Contains(body, tt.want) {
			t.Errorf("%s: got %d %s, want %d with %s", tt.name, status, body, tt.status, tt.want)
		}
	}
}

func TestGetReadsTheAddress(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "https://door.example/?Action=Enter&Version=2011-06-15&RoleName=ana", nil)
	if status, body := ask(t, r); status != 200 || !strings.Contains(body, "<RoleName>ana</RoleName>") {
		t.Errorf("got %d %s", status, body)
	}
}

func TestTooLongABodyIsRefused(t *testing.T) {
	if status, _ := ask(t, post(strings.Repeat("a", MaxBody+1))); status != http.StatusRequestEntityTooLarge {
		t.Errorf("got %d, want 413", status)
	}
}

func TestTheTraceHidesSecretsInTheFormToo(t *testing.T) {
	log := trace.NewLog(func() time.Time { return time.Unix(0, 0) }, func() string { return "id-1" }, 0)
	secret := "a+b/c=d+e"
	r := post("Action=Enter&Version=2011-06-15&RoleName=ana&Token=" + url.QueryEscape(secret))
	w := httptest.NewRecorder()
	log.Record("door", door()).ServeHTTP(w, r)
	e := log.Since(0)[0]
	if e.Operation != "Enter" || w.Header().Get("X-Amzn-Requestid") != "id-1" || !strings.Contains(w.Body.String(), "<RequestId>id-1</RequestId>") {
		t.Errorf("got operation %q, headers %v", e.Operation, w.Header())
	}
	red := e.Redacted()
	if got := string(red.Request.Body) + string(red.Response.Body); strings.Contains(got, secret) || strings.Contains(got, url.QueryEscape(secret)) {
		t.Errorf("the secret shows: %s", got)
	}
}

func TestTheClientHalfMatchesTheServer(t *testing.T) {
	var enter wire.Operation
	for _, op := range door().Operations() {
		if op.Name == "Enter" {
			enter = op
		}
	}
	in := `{"RoleName":"ana","DurationSeconds":900,"PolicyArns":[{"arn":"arn:aws:iam::aws:policy/X"}],"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}],"Names":["x"]}`
	req, err := enter.Codec.Encode(enter, "https://door.example", []byte(in), nil)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	door().ServeHTTP(w, req)
	got, err := enter.Codec.Decode(enter, w.Code, w.Header(), w.Body.Bytes())
	want := `{"RoleName":"ana","Until":"2025-05-26T17:00:13Z","Count":900,"Truncated":false,"Names":["x"],"PolicyArns":[{"arn":"arn:aws:iam::aws:policy/X"}],"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
	for name, in := range map[string]string{"an unknown member": `{"Role":"x"}`, "a repeated member": `{"RoleName":"x","RoleName":"y"}`, "a wrong type": `{"RoleName":1}`} {
		if _, err := enter.Codec.Encode(enter, "https://door.example", []byte(in), nil); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := enter.Codec.Encode(enter, "https://door.example", nil, []byte("x")); err == nil {
		t.Error("a streamed body is taken")
	}
	if got, err := enter.Codec.Decode(enter, 200, nil, []byte("<EnterResponse/>")); err != nil || string(got) != "{}" {
		t.Errorf("no result: got %s, %v", got, err)
	}
	if _, err := enter.Codec.Decode(enter, 200, nil, []byte("no XML")); err == nil {
		t.Error("text is taken for an answer")
	}
}

func TestRefusalOfNoXMLIsEmpty(t *testing.T) {
	if code, message := (codec{}).Refusal(nil, []byte("<html>")); code != "" || message != "" {
		t.Errorf("got %q %q", code, message)
	}
}

func FuzzForm(f *testing.F) {
	f.Add("Action=Enter&Version=2011-06-15&RoleName=ana&PolicyArns.member.1.arn=x&Tags.member.3.Key=k")
	f.Add("PolicyArns.member.999999999999999999999.arn=x")
	f.Add("Names.member.1=a&Names.member.1.x=b&Tags=&DurationSeconds.x=1")
	f.Add("a.b.c.d.e.f.g.h.i.j.k=1&.=&..=2")
	f.Fuzz(func(t *testing.T, text string) {
		form, err := url.ParseQuery(text)
		if err != nil {
			return
		}
		var in, again enterRequest
		if readForm(form, reflect.ValueOf(&in).Elem()) != nil {
			return
		}
		written := url.Values{}
		writeForm(written, "", reflect.ValueOf(in))
		if err := readForm(written, reflect.ValueOf(&again).Elem()); err != nil {
			t.Fatalf("%q does not come back: %v", written, err)
		}
		if len(again.Names) != len(in.Names) || again.RoleName != in.RoleName {
			t.Errorf("got %+v, want %+v", again, in)
		}
	})
}

func FuzzAnswer(f *testing.F) {
	f.Add("<EnterResponse><EnterResult><RoleName>a</RoleName><Count>1</Count></EnterResult></EnterResponse>")
	f.Add(strings.Repeat("<a>", 100))
	op := door().Operations()[0]
	f.Fuzz(func(t *testing.T, text string) {
		if out, err := op.Codec.Decode(op, 200, nil, []byte(text)); err == nil && len(out) == 0 {
			t.Error("an empty answer is no JSON")
		}
		op.Codec.Refusal(nil, []byte(text))
	})
}

func BenchmarkEnter(b *testing.B) {
	h := door()
	for b.Loop() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, post("Action=Enter&Version=2011-06-15&RoleName=ana"))
		_, _ = io.Copy(io.Discard, w.Body)
	}
}
