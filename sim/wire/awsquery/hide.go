// Package awsquery is AWS's query protocol, both halves: a form with Action and Version in, XML
// out. STS and IAM speak it.
//
// Not recorded anywhere, so worded by this simulator: the answers to a form that cannot be
// read (MalformedQueryString, MalformedInput). A caller who accepts JSON gets it; only the form of refusals is
// recorded, that of answers follows the XML.
//
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
package awsquery

import (
	"context"
	"net/url"

	"poolschool/sim/trace"
)

// None is the answer of operations that answer nothing but their metadata.
type None struct{}

// hide names secrets to the trace, also as a form spells them.
func hide(ctx context.Context, secrets ...string) {
	for _, s := range secrets {
		trace.Secret(ctx, s)
		if escaped := url.QueryEscape(s); escaped != s {
			trace.Secret(ctx, escaped)
		}
	}
}
