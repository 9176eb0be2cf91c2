package policy

import "strings"

// s3Wording is how S3 words faults that IAM words differently.
var s3Wording = map[fault]string{
	faultJSON:        "Policies must be valid JSON and the first byte must be '{'",
	faultSyntax:      "Invalid policy syntax.",
	faultLegacy:      "Invalid policy syntax.",
	faultNoActions:   "Missing required field Action",
	faultNoResources: "Missing required field Resource",
	faultNoPrincipal: "Missing required field Principal",
	faultPrincipal:   "Invalid principal in policy",
	faultNobody:      "Invalid principal in policy",
	faultAction:      "Policy has invalid action",
	faultResource:    "Policy has invalid resource",
	faultKey:         "Policy has an invalid condition key",
}

// ParseBucketPolicy reads the policy of a bucket, with the checks and the messages of PutBucketPolicy. Every
// error is a *SyntaxError, to be sent under the code MalformedPolicy. The policy's name is the bucket's.
//
// Wording simulated, except for "Policy has invalid resource" and "Action does not apply to any resource(s) in
// statement", which were seen in answers of AWS.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
func ParseBucketPolicy(bucket string, document []byte) (Policy, error) {
	p, err := Parse(KindResource, bucket, document)
	if err != nil {
		return Policy{}, inS3Words(err)
	}
	for i := range p.Statements {
		if err := checkBucketStatement(bucket, &p.Statements[i]); err != nil {
			return Policy{}, err
		}
	}
	return p, nil
}

func inS3Words(err error) error {
	found, ok := asSyntaxError(err)
	if !ok {
		return err
	}
	reworded := *found
	if words, ok := s3Wording[found.fault]; ok {
		if reworded.Detail == "" {
			reworded.Detail = found.Message
		}
		reworded.Message = words
	}
	return &reworded
}

// inBucket builds an error with S3's text.
func inBucket(what fault, line int, detail string) error {
	return &SyntaxError{Message: s3Wording[what], Detail: detail, Line: line, fault: what}
}

func checkBucketStatement(bucket string, s *Statement) error {
	for _, list := range [][]Pattern{s.Actions, s.NotActions} {
		for i := range list {
			if !isS3Action(&list[i]) {
				return inBucket(faultAction, list[i].line, list[i].Text+" is no action of S3"+actionHint(list[i:i+1]))
			}
		}
	}
	whole := s3ARN + bucket
	var onBucket, onObjects bool
	for _, list := range [][]Pattern{s.Resources, s.NotResources} {
		for i := range list {
			rest, ok := strings.CutPrefix(list[i].Text, whole)
			if !ok || rest != "" && rest[0] != '/' && rest[0] != '*' {
				return inBucket(faultResource, list[i].line, "the policy of "+bucket+" speaks of "+whole+" and "+whole+"/… only")
			}
			onBucket = onBucket || rest == "" || rest[0] == '*'
			onObjects = onObjects || rest != ""
		}
	}
	if s.NotResources != nil { // it speaks of all that it does not name
		return nil
	}
	for i := range s.Actions {
		if onBucket && appliesTo(&s.Actions[i], bucketActions) || onObjects && appliesTo(&s.Actions[i], objectActions) {
			continue
		}
		return &SyntaxError{
			Message: "Action does not apply to any resource(s) in statement",
			Detail:  s.Actions[i].Text + " needs " + placeOf(&s.Actions[i], whole),
			Line:    s.Actions[i].line, fault: faultResource,
		}
	}
	return nil
}

func actionHint(list []Pattern) string {
	if note := actionNote(list); note != "" {
		return "; " + note
	}
	return ""
}

// placeOf says which resource an action is checked on.
func placeOf(action *Pattern, whole string) string {
	switch {
	case appliesTo(action, objectActions):
		return "objects: " + whole + "/*"
	case appliesTo(action, bucketActions):
		return "the bucket: " + whole
	}
	return "the account, which no bucket policy speaks for"
}
