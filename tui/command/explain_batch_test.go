package command

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
)

// BenchmarkExplainBatch decides the lines of a batch, each with policies of its own. Its bound, in the same run, is reading
// the lines and their policies as JSON and no more.
func BenchmarkExplainBatch(b *testing.B) {
	const lines = 1000
	var batch bytes.Buffer
	for i := range lines {
		fmt.Fprintf(&batch, `{"id":"%d","principal":"arn:aws:sts::111122223333:assumed-role/PhotoUser/CognitoIdentityCredentials","action":"s3:PutObject",`+
			`"resource":"arn:aws:s3:::photo-app-uploads/uploads/us-east-1:%d/cat.jpg","context":{"cognito-identity.amazonaws.com:sub":"us-east-1:%d","aws:SecureTransport":"true"},`+
			`"identity_policies":[{"Version":"2012-10-17","Statement":[{"Sid":"Own","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],`+
			`"Resource":"arn:aws:s3:::photo-app-uploads/uploads/${cognito-identity.amazonaws.com:sub}/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},`+
			`{"Sid":"NoSecrets","Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::photo-app-uploads/secret/*"}]}],`+
			`"session_policies":null,"permissions_boundary":null,"resource_policy":null}`+"\n", i, i, i)
	}
	each := bytes.Split(bytes.TrimSpace(batch.Bytes()), []byte("\n"))
	read := func() {
		for _, line := range each {
			var q explainRequest
			if err := json.Unmarshal(line, &q, json.RejectUnknownMembers(true)); err != nil {
				b.Fatal(err)
			}
			for _, policy := range q.IdentityPolicies {
				var document any
				if err := json.Unmarshal(policy, &document); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	var out bytes.Buffer
	decide := func() {
		out.Reset()
		e := Env{In: bytes.NewReader(batch.Bytes()), Out: &out, Err: io.Discard}
		if err := e.explainBatch("-"); err != nil {
			b.Fatal(err)
		}
	}
	best, bound := time.Hour, time.Hour
	for b.Loop() {
		start := time.Now()
		read()
		middle := time.Now()
		decide()
		bound, best = min(bound, middle.Sub(start)), min(best, time.Since(middle))
	}
	if got := bytes.Count(out.Bytes(), []byte(`"decision":"Allow"`)); got != lines {
		b.Fatalf("got %d allowed, want %d", got, lines)
	}
	b.ReportMetric(lines/best.Seconds(), "decisions/s")
	b.ReportMetric(lines/bound.Seconds(), "read/s")
	b.ReportMetric(bound.Seconds()/best.Seconds(), "of-bound")
}

// TestABatchReadsEachPolicyForItsPlace gives the same document to a line as one kind of policy and to the next as another.
func TestABatchReadsEachPolicyForItsPlace(t *testing.T) {
	const allow = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}`
	const head = `{"principal":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject","resource":"arn:aws:s3:::b/k",`
	lines := []string{
		head + `"id":"identity","identity_policies":[` + allow + `]}`,
		head + `"id":"boundary","permissions_boundary":` + allow + `}`,
		head + `"id":"identity again","identity_policies":[` + allow + `]}`,
		head + `"id":"resource","resource_policy":` + allow + `}`,
	}
	var out bytes.Buffer
	e := Env{In: strings.NewReader(strings.Join(lines, "\n")), Out: &out}
	if err := e.explainBatch("-"); err == nil {
		t.Error("a resource policy without a principal: got no error")
	}
	got := strings.Split(strings.TrimSpace(out.String()), "\n")
	for i, want := range []string{`"decision":"Allow"`, `"decision":"ImplicitDeny"`, `"decision":"Allow"`, `"error":"line 4: resource_policy: `} {
		if i >= len(got) || !strings.Contains(got[i], want) {
			t.Errorf("line %d: got %q, want %s in it", i+1, got, want)
		}
	}
}
