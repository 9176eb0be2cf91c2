package saml

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"
)

func testKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func sample() Assertion {
	at := time.Date(2026, time.January, 5, 10, 0, 0, 0, time.UTC)
	a := Assertion{ID: "a1", Issued: at, Issuer: "https://login.example.org/saml", Attributes: []Attribute{{Name: "email", Values: []string{"carl@example.org"}}, {Name: "groups", Values: []string{"a", "b"}}}}
	a.Subject.NameID = "carl"
	a.Subject.Confirmed.Data = Confirmation{InResponseTo: "r1", Recipient: "https://pool/saml2/idpresponse", NotOnOrAfter: at.Add(time.Minute)}
	a.Conditions = Conditions{NotBefore: at, NotOnOrAfter: at.Add(time.Minute), Audience: "urn:amazon:cognito:sp:us-east-1_Ab3dEf9Gh"}
	return a
}

func TestWhatIsSignedIsRead(t *testing.T) {
	key := testKey(t)
	text, err := Sign(sample(), key)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Open(text, &key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	if want := sample(); got.Subject != want.Subject || got.Conditions != want.Conditions || len(got.Attributes) != 2 || strings.Join(got.Attributes[1].Values, " ") != "a b" {
		t.Errorf("read %+v", got)
	}
}

func TestNothingUnsignedIsRead(t *testing.T) {
	key, stranger := testKey(t), testKey(t)
	signed, err := Sign(sample(), key)
	if err != nil {
		t.Fatal(err)
	}
	forged, err := Sign(sample(), stranger)
	if err != nil {
		t.Fatal(err)
	}
	decode := func(s string) string {
		data, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	inner := encode(`<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"><Subject><NameID>root</NameID></Subject></Assertion>`)
	start, rest, _ := strings.Cut(decode(signed), "<Signed")
	_, end, _ := strings.Cut(rest, "</Signed>")
	for name, text := range map[string]string{
		"another key":         forged,
		"another assertion":   encode(start + `<Signed xmlns="urn:poolschool:signature">` + inner + "</Signed>" + end),
		"one put beside it":   encode(strings.Replace(decode(signed), "</Response>", `<Signed xmlns="urn:poolschool:signature">`+inner+"</Signed></Response>", 1)),
		"no signature":        encode(`<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol"><Signed xmlns="urn:poolschool:signature">` + inner + `</Signed></Response>`),
		"not XML":             encode("x"),
		"not base64":          "***",
		"nothing":             "",
		"another kind of XML": encode("<html></html>"),
	} {
		if a, err := Open(text, &key.PublicKey); !errors.Is(err, ErrSignature) && !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

func TestRequestsAndMetadataComeBackAsTheyWere(t *testing.T) {
	want := Request{ID: "r1", Issued: time.Date(2026, time.January, 5, 10, 0, 0, 0, time.UTC), Return: "https://pool/saml2/idpresponse", Audience: "urn:x"}
	text, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseRequest(text)
	got.XMLName = want.XMLName
	if err != nil || got != want {
		t.Errorf("request = %+v, %v", got, err)
	}
	key := testKey(t)
	data, err := Describe("https://idp", "https://idp/sso", &key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	m, public, err := ParseMetadata(data)
	if err != nil || m.EntityID != "https://idp" || m.Provider.SignIn.Location != "https://idp/sso" || !public.Equal(&key.PublicKey) {
		t.Errorf("metadata = %+v, %v", m, err)
	}
	for _, bad := range []string{"", "<x/>", `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"></EntityDescriptor>`} {
		if _, _, err := ParseMetadata([]byte(bad)); !errors.Is(err, ErrMalformed) {
			t.Errorf("metadata %q: %v", bad, err)
		}
	}
	for _, bad := range []string{"", "***", base64.StdEncoding.EncodeToString([]byte("x"))} {
		if _, err := ParseRequest(bad); !errors.Is(err, ErrMalformed) {
			t.Errorf("request %q: %v", bad, err)
		}
	}
}

func FuzzParseRequest(f *testing.F) {
	f.Add("fZBBT8MwDIX")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := ParseRequest(text); err != nil && !errors.Is(err, ErrMalformed) {
			t.Errorf("error = %v", err)
		}
	})
}
