package restxml

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"poolschool/sim/wire"
)

// Colours are members that several requests share.
type Colours struct {
	Front string `location:"header,x-front"`
	Back  string `location:"header,x-back"`
}

type paintRequest struct {
	Bucket string `location:"uri,Bucket"`
	Key    string `location:"uri,Key"`
	Colours
	Coats  *int64            `location:"query,coats"`
	Glossy bool              `location:"header,x-glossy"`
	Since  Time              `location:"header,x-since"`
	Labels map[string]string `location:"header,x-label-"`
	Order  order             `location:"payload" xml:"Order,omitempty"`
}

type order struct {
	Brushes []string `xml:"Brush"`
	Urgent  bool
}

type paintResponse struct {
	_        struct{} `root:"Painted"`
	Colour   string   `location:"header,x-colour"`
	Status   int      `location:"status" json:"-"`
	Note     string   `xml:",omitempty"`
	Coats    int
	Dry      bool
	Finished Time
	Walls    []wall `xml:"Walls>Wall"`
	Spots    []wall `xml:"Spot"`
}

type wall struct{ Name string }

func paint(_ context.Context, in paintRequest) (paintResponse, error) {
	out := paintResponse{Colour: in.Front + in.Back, Dry: in.Glossy, Note: in.Labels["room"], Finished: in.Since, Spots: []wall{{in.Key}}}
	if in.Coats != nil {
		out.Coats = int(*in.Coats)
	}
	for _, b := range in.Order.Brushes {
		out.Walls = append(out.Walls, wall{b})
	}
	if in.Order.Urgent {
		out.Status = http.StatusAccepted
	}
	return out, nil
}

var row = Op("Paint", "PUT /{Bucket}/{Key+}?paint&mode=wet", 200, paint)

func TestBothHalvesMeet(t *testing.T) {
	for _, tt := range []struct {
		name, input string
		target      string // as encoded
		status      int
		output      string
	}{
		{"every place of a member", `{"Bucket":"house","Key":"wall 1/ü","Front":"red","Back":"blue","Coats":0,"Glossy":true,"Since":"2026-03-02T12:00:00.000Z","Labels":{"room":"hall"},"Order":{"Brushes":["a","<b>"],"Urgent":true}}`,
			"https://house.host/wall%201/%C3%BC?coats=0&mode=wet&paint=", 202,
			`{"Colour":"redblue","Note":"hall","Dry":true,"Finished":"2026-03-02T12:00:00.000Z","Walls":[{"Name":"a"},{"Name":"<b>"}],"Spots":[{"Name":"wall 1/ü"}]}`},
		{"members left out", `{"Bucket":"house","Key":"k"}`, "https://house.host/k?mode=wet&paint=", 200, `{"Spots":[{"Name":"k"}]}`},
	} {
		op := row.op
		r, err := op.Codec.Encode(op, "https://host", []byte(tt.input), nil)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if r.URL.String() != tt.target || r.Method != "PUT" {
			t.Errorf("%s: %s %s, want %s", tt.name, r.Method, r.URL, tt.target)
		}
		labels := Labels{Bucket: "house", Key: strings.TrimPrefix(r.URL.Path, "/")}
		if found, ok := Find([]*Row{row}, r, labels); !ok || found.Name() != "Paint" {
			t.Errorf("%s: the route does not fit its own request", tt.name)
		}
		answer, err := row.Call(context.Background(), r, labels, r.Body)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		w := httptest.NewRecorder()
		if err := row.WriteAnswer(w, r, answer); err != nil {
			t.Fatal(err)
		}
		got, err := op.Codec.Decode(op, w.Code, w.Header(), w.Body.Bytes())
		if err != nil || string(got) != tt.output || w.Code != tt.status {
			t.Errorf("%s: %d %s, %v\n%s\nwant %d %s", tt.name, w.Code, got, err, w.Body, tt.status, tt.output)
		}
	}
}

// A bucket has a name below S3's, but not below a bare address.
func TestBucketsAreAddressedAsSDKsDo(t *testing.T) {
	way := codec{parseRoute("GET /{Bucket}/{Key+}")}
	for _, tt := range []struct{ endpoint, bucket, want string }{
		{"https://s3.us-east-1.amazonaws.com", "photos", "https://photos.s3.us-east-1.amazonaws.com/a%20b"},
		{"https://s3.us-east-1.amazonaws.com", "with.dots", "https://s3.us-east-1.amazonaws.com/with.dots/a%20b"},
		{"http://127.0.0.1:4566", "photos", "http://127.0.0.1:4566/photos/a%20b"},
		{"http://[::1]:4566", "photos", "http://[::1]:4566/photos/a%20b"},
		{"http://localhost:4566", "photos", "http://photos.localhost:4566/a%20b"},
	} {
		u, err := url.Parse(tt.endpoint)
		if err != nil {
			t.Fatal(err)
		}
		if err := way.place(u, Labels{Bucket: tt.bucket, Key: "a b"}); err != nil || u.String() != tt.want {
			t.Errorf("%s at %s: %s %v, want %s", tt.bucket, tt.endpoint, u, err, tt.want)
		}
	}
}

func TestDocumentsAreWrittenAsS3Does(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest("PUT", "/", nil)
	at := At(time.Date(2026, 3, 2, 12, 0, 0, 5e6, time.FixedZone("", 3600)))
	if err := row.WriteAnswer(w, r, paintResponse{Coats: 0, Finished: at, Walls: []wall{{"a"}, {"b"}}}); err != nil {
		t.Fatal(err)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Painted xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Coats>0</Coats><Dry>false</Dry><Finished>2026-03-02T11:00:00.005Z</Finished><Walls><Wall><Name>a</Name></Wall><Wall><Name>b</Name></Wall></Walls></Painted>`
	if w.Body.String() != want || w.Header().Get("Content-Type") != "application/xml" {
		t.Errorf("got %s\nwant %s", w.Body, want)
	}
	head := httptest.NewRecorder()
	if err := row.WriteAnswer(head, httptest.NewRequest("HEAD", "/", nil), paintResponse{}); err != nil || head.Body.Len() != 0 {
		t.Errorf("HEAD has a body: %s, %v", head.Body, err)
	}
}

func TestErrorsAreWrittenAsS3Does(t *testing.T) {
	e := (&wire.Error{Code: "AccessDenied", Message: `on resource: "a&b" <c>`, Status: 403}).With("Key", "a\x00b\r\nc").WithHeader("X-More", "1").Because("never sent")
	for _, tt := range []struct {
		name, method string
		want         string
	}{
		{"the body", "GET", `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Error><Code>AccessDenied</Code><Message>on resource: &quot;a&amp;b&quot; &lt;c&gt;</Message><Key>a` + "\uFFFD" + `b&#13;` + "\n" + `c</Key><RequestId>R</RequestId><HostId>H</HostId></Error>`},
		{"HEAD has none", "HEAD", ""},
	} {
		w := httptest.NewRecorder()
		if err := WriteError(w, httptest.NewRequest(tt.method, "/", nil), e, "R", "H"); err != nil {
			t.Fatal(err)
		}
		if w.Body.String() != tt.want || w.Code != 403 || w.Header().Get("X-More") != "1" {
			t.Errorf("%s: %d %s, want %s", tt.name, w.Code, w.Body, tt.want)
		}
		code, message := codec{}.Refusal(w.Header(), w.Body.Bytes())
		if tt.method == "GET" && (code != "AccessDenied" || message != e.Message) {
			t.Errorf("%s: read back as %q %q", tt.name, code, message)
		}
	}
	if code, _ := (codec{}).Refusal(nil, []byte("<html>")); code != "" {
		t.Errorf("a page that is no refusal is read as %q", code)
	}
}

func TestWhatCannotBeDecodedIsRefused(t *testing.T) {
	for _, tt := range []struct {
		name, query, body string
		want              *wire.Error
	}{
		{"a number of words", "coats=many", "", errInteger.Saying("coats")},
		{"a number beyond the machine", "coats=99999999999999999999", "", errInteger.Saying("coats")},
		{"broken XML", "", "<Order><Brush>", errMalformedXML},
		{"another root", "", "<Bill/>", errMalformedXML},
		{"two documents", "", "<Order/><Order/>", errMalformedXML},
		{"an entity of its own", "", `<!DOCTYPE x [<!ENTITY e "x">]><Order><Brush>&e;</Brush></Order>`, errMalformedXML},
		{"a document without an end", "", strings.Repeat("<Order>", maxDocument), errTooLong},
		{"an element that nobody knows is skipped", "", "<Order><Extra/><Urgent>true</Urgent></Order>", nil},
	} {
		r := httptest.NewRequest("PUT", "/house/k?"+tt.query, nil)
		_, err := row.Call(context.Background(), r, Labels{"house", "k"}, strings.NewReader(tt.body))
		if tt.want == nil && err != nil || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	broken := errors.New("the line is cut")
	if _, err := row.Call(context.Background(), httptest.NewRequest("PUT", "/", nil), Labels{"house", "k"}, io.MultiReader(strings.NewReader("<Order>"), errReader{broken})); !errors.Is(err, broken) {
		t.Errorf("a cut line: %v", err)
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

func TestRoutes(t *testing.T) {
	list := Op("List", "GET /{Bucket}?list-type=2", 200, paint)
	old := Op("Old", "GET /{Bucket}", 200, paint)
	cp := Op("Copy", "PUT /{Bucket}/{Key+} x-copy", 200, paint)
	for _, tt := range []struct {
		name, method, target, header string
		labels                       Labels
		want                         string
	}{
		{"the parameter has its value", "GET", "/b?list-type=2", "", Labels{"b", ""}, "List"},
		{"another value is another operation", "GET", "/b?list-type=1", "", Labels{"b", ""}, "Old"},
		{"twice is not once", "GET", "/b?list-type=2&list-type=2", "", Labels{"b", ""}, "Old"},
		{"an object is no bucket", "GET", "/b/k", "", Labels{"b", "k"}, ""},
		{"the header must be there", "PUT", "/b/k", "", Labels{"b", "k"}, ""},
		{"and is", "PUT", "/b/k", "x", Labels{"b", "k"}, "Copy"},
	} {
		r := httptest.NewRequest(tt.method, tt.target, nil)
		if tt.header != "" {
			r.Header.Set("x-copy", tt.header)
		}
		got, _ := Find([]*Row{list, old, cp}, r, tt.labels)
		if got.Name() != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got.Name(), tt.want)
		}
	}
	if ops := Operations("s3", []*Row{list, cp.Signed()}); ops[0].Auth != wire.Either || ops[1].Auth != wire.Signed || ops[1].Service != "s3" {
		t.Errorf("operations: %+v", ops)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("coats=1", "red", "<Order><Brush>a</Brush></Order>")
	f.Add("coats=%zz", "", `<?xml version="1.0"?><Order xmlns="x"/>`)
	f.Fuzz(func(t *testing.T, query, header, body string) {
		r := httptest.NewRequest("PUT", "/house/k", nil)
		r.URL = &url.URL{Path: "/house/k", RawQuery: query}
		r.Header["X-Front"], r.Header["X-Label-A"] = []string{header}, []string{header}
		answer, err := row.Call(context.Background(), r, Labels{"house", "k"}, strings.NewReader(body))
		var refusal *wire.Error
		if err != nil && !errors.As(err, &refusal) {
			t.Errorf("an error that is no refusal: %v", err)
		}
		if err == nil {
			if err := row.WriteAnswer(httptest.NewRecorder(), r, answer); err != nil {
				t.Error(err)
			}
		}
	})
}
