package sandbox

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/step"
	"poolschool/lessons/value"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// gift is a member of an answer that later calls ask for.
type gift struct{ member, name string }

// gifts are the members that are kept by themselves, each under the name that lessons use.
func gifts() []gift {
	return []gift{
		{"IdToken", "idToken"}, {"AccessToken", "accessToken"}, {"RefreshToken", "refreshToken"}, {"Session", "session"},
		{"UserSub", "userSub"}, {"IdentityId", "identityId"}, {"Token", "openIdToken"}, {"UploadId", "uploadId"},
		{"SecretCode", "secretCode"},
	}
}

// keep takes out of an answer what later calls may need. The caller holds the lock.
func (s *Sandbox) keep(call *Call, op wire.Operation, e trace.Exchange, answer []byte) {
	var members map[string]jsontext.Value
	if json.Unmarshal(answer, &members) != nil {
		return // not an object: nothing that a call could ask for
	}
	if inner, ok := members["AuthenticationResult"]; ok {
		var result map[string]jsontext.Value
		if json.Unmarshal(inner, &result) == nil {
			for name, raw := range result {
				members[name] = raw
			}
		}
	}
	add := func(name string, raw jsontext.Value) {
		s.values = s.values.With(value.Value{Name: name, Raw: raw, Side: step.SideOf(op.Service), Origin: op.Service + " " + op.Name})
		call.Kept = append(call.Kept, name)
	}
	for _, g := range gifts() {
		if raw, ok := members[g.member]; ok && raw.Kind() == '"' && len(raw) > 2 {
			add(g.name, raw)
		}
	}
	if raw, ok := members["Credentials"]; ok && raw.Kind() == '{' {
		name := s.free("credentials")
		s.labels[name] = label(e)
		add(name, raw)
	}
}

// free is the name of the next value of a kind: credentials, credentials2, credentials3.
func (s *Sandbox) free(name string) string {
	for n := 1; ; n++ {
		try := name
		if n > 1 {
			try += strconv.Itoa(n)
		}
		if _, taken := s.values.Get(try); !taken {
			return try
		}
	}
}

// label says what credentials are for: "role PhotoUser, GetCredentialsForIdentity 10:04:12".
func label(e trace.Exchange) string {
	at := e.Operation + " " + e.At.UTC().Format("15:04:05")
	if strings.HasPrefix(e.Summary, "role ") {
		return e.Summary + ", " + at
	}
	return at
}

// source says which call gives a value; "" for one that no call gives.
func source(name string) string {
	switch name {
	case "idToken", "accessToken", "refreshToken":
		return ": InitiateAuth gives it"
	case "identityId":
		return ": GetId gives it"
	case "openIdToken":
		return ": GetOpenIdToken gives it"
	case "uploadId":
		return ": CreateMultipartUpload gives it"
	case "session":
		return ": InitiateAuth gives it when it answers with a challenge"
	case "secretCode":
		return ": AssociateSoftwareToken gives it"
	}
	return ""
}
