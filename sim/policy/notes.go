package policy

import (
	"maps"
	"slices"
	"strings"
)

// notActions are operations of S3 that people take for actions, with the action that is checked instead.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
var notActions = map[string]string{
	"s3:listobjects":             "s3:ListBucket",
	"s3:listobjectsv2":           "s3:ListBucket",
	"s3:headbucket":              "s3:ListBucket",
	"s3:headobject":              "s3:GetObject",
	"s3:copyobject":              "s3:GetObject on the source and s3:PutObject on the target",
	"s3:deleteobjects":           "s3:DeleteObject",
	"s3:listbuckets":             "s3:ListAllMyBuckets",
	"s3:createmultipartupload":   "s3:PutObject",
	"s3:uploadpart":              "s3:PutObject",
	"s3:completemultipartupload": "s3:PutObject",
}

// actionNote warns of actions in a list that do not exist.
func actionNote(list []Pattern) string {
	for i := range list {
		if instead, ok := notActions[strings.ToLower(list[i].Text)]; ok {
			return list[i].Text + " is an operation but not an action; the action is " + instead
		}
	}
	return ""
}

// resourceNote says why a resource that looks right does not match.
func resourceNote(q *question, p *Pattern, filled, missing string) string {
	bucket, _, isObject := strings.Cut(q.Resource, "/")
	switch {
	case missing != "":
		return "the request has no single value for " + missing + ", so the pattern matches nothing"
	case p.hasPlainVariable():
		return "${…} is plain text here: variables need Version " + version2012 + " and a place after the fifth colon"
	case !strings.HasPrefix(q.Resource, s3ARN):
		return ""
	case !isObject && strings.HasPrefix(filled, q.Resource+"/"):
		return "this action is checked on the bucket itself, and the pattern names objects in it"
	case isObject && filled == bucket:
		return "this action is checked on an object, and the pattern names the bucket only"
	}
	return ""
}

const s3ARN = "arn:aws:s3:::"

// part holds the condition against the keys of the request.
func (c *Condition) part(context Context) Part {
	verdict := c.judge(context)
	part := Part{
		Element: "condition", OK: verdict.ok(), Operator: c.Operator, Key: c.Key,
		Asked: strings.Join(context[c.key], ", "), Written: joined(c.Values),
	}
	var texts []string
	var missing string
	for i := range c.Values {
		text, lacks := c.Values[i].filled(context)
		texts = append(texts, text)
		if lacks != "" {
			missing = lacks
		}
	}
	part.Allows = strings.Join(texts, ", ")
	part.Note = c.note(verdict, context, missing)
	return part
}

// note says what the values of a condition do not show.
func (c *Condition) note(v verdict, context Context, missing string) string {
	switch v {
	case failsMissing:
		note := "the request has no key " + c.Key
		if known, ok := nearestKey(c.key, context); ok {
			note += "; it has " + known
		}
		return note
	case failsSeveral:
		return "this key can have several values, so the operator needs ForAnyValue: or ForAllValues:"
	case holdsMissing:
		return "the request has no key " + c.Key + ", and that satisfies " + c.Operator
	case holdsNoMember:
		return "the request has no key " + c.Key + ", and ForAllValues finds nothing against it"
	}
	if v.ok() {
		return ""
	}
	for i := range c.operands {
		if !c.operands[i].valid {
			return c.Values[i].Text + " is not a value that " + c.Operator + " can compare"
		}
	}
	if missing != "" {
		return "the request has no single value for " + missing
	}
	if slices.ContainsFunc(c.Values, func(p Pattern) bool { return p.hasPlainVariable() }) {
		return "${…} is plain text here: variables need Version " + version2012 + " and an operator for strings, ARNs or booleans"
	}
	if c.form.family == familyString && c.form.relation != like && slices.ContainsFunc(c.Values, hasStar) {
		return c.Operator + " takes * and ? literally; " + strings.Replace(c.Operator, "Equals", "Like", 1) + " has wildcards"
	}
	return ""
}

func hasStar(p Pattern) bool {
	return strings.ContainsAny(p.Text, "*?") && !strings.Contains(p.Text, "${*}")
}

// nearestKey returns the key of a request that is spelled most like key.
func nearestKey(key string, context Context) (string, bool) {
	return nearest(key, slices.Sorted(maps.Keys(context)))
}
