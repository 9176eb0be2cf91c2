package policy

import (
	"fmt"
	"strings"
	"testing"
)

// benchPolicies has n statements with a variable and a condition each; the last one allows.
func benchPolicies(b *testing.B, n int) (Request, Policies) {
	var statements []string
	for i := range n {
		statements = append(statements, fmt.Sprintf(`{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],
			"Resource":"arn:aws:s3:::photos-demo/folder%d/${cognito-identity.amazonaws.com:sub}/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}`, i))
	}
	p := must(b, KindIdentity, "p", `{"Version":"2012-10-17","Statement":[`+strings.Join(statements, ",")+`]}`)
	return Request{
		Principal: appUser(), Action: "s3:PutObject", Resource: fmt.Sprintf("arn:aws:s3:::photos-demo/folder%d/%s/cat.jpg", n-1, identity),
		Context: NewContext(map[string][]string{"cognito-identity.amazonaws.com:sub": {identity}, "aws:SecureTransport": {"true"}}),
	}, Policies{Identity: []Policy{p}}
}

func BenchmarkDecide(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("%d statements", n), func(b *testing.B) {
			r, p := benchPolicies(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if !Decide(r, p).Allowed() {
					b.Fatal("not allowed")
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "decisions/s")
		})
	}
}

func BenchmarkExplain(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("%d statements", n), func(b *testing.B) {
			r, p := benchPolicies(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if !Explain(r, p).Allowed() {
					b.Fatal("not allowed")
				}
			}
		})
	}
}

func BenchmarkNineStars(b *testing.B) {
	p := compile(strings.Repeat("*a", 9)+"b", syntax{wildcards: true})
	text := strings.Repeat("a", 2000)
	b.ReportAllocs()
	for b.Loop() {
		if p.match(text, nil) {
			b.Fatal("matched")
		}
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(KindIdentity, "p", []byte(perUser)); err != nil {
			b.Fatal(err)
		}
	}
}
