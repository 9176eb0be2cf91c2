package intake

import (
	"path"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
)

// policyARN is the ARN of a managed policy.
var policyARN = regexp.MustCompile(`arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy(/[A-Za-z0-9+=,.@_/-]+)`)

// notInNames are the characters that a policy's name does not have.
var notInNames = regexp.MustCompile(`[^A-Za-z0-9+=,.@_-]+`)

// gotPolicyVersion takes over get-policy-version's answer, which does not say whose version it is: an ARN in the file does,
// or else the file's name.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
func (d *draft) gotPolicyVersion(data []byte) error {
	var answer struct {
		PolicyVersion struct{ Document jsontext.Value }
		Rest          rest `json:",embed"`
	}
	if err := decode(data, &answer); err != nil {
		return err
	}
	doc, err := document(answer.PolicyVersion.Document)
	if err != nil {
		return err
	}
	m := managed{file: d.file, ManagedPolicy: account.ManagedPolicy{Document: doc}}
	outside := ""
	for name, v := range answer.Rest { // the document may name other policies
		outside += name + " " + string(v) + " "
	}
	if m.arn = policyARN.FindString(outside); m.arn != "" {
		m.Name, m.Path = nameAndPath(m.arn)
	} else {
		name := strings.TrimSuffix(path.Base(d.file), path.Ext(d.file))
		for _, prefix := range []string{"get-policy-version", "policy-version"} {
			if cut := strings.Trim(strings.TrimPrefix(name, prefix), "-_. "); cut != "" {
				name = cut
			}
		}
		m.Name = strings.Trim(notInNames.ReplaceAllString(name, "-"), "-")
		d.left("the answer does not name its policy; %q is taken from the file's name", m.Name)
	}
	d.managed = append(d.managed, m)
	d.things++
	return nil
}

// nameAndPath takes "arn:aws:iam::111122223333:policy/team/Uploads" apart: "Uploads", "/team/".
func nameAndPath(arn string) (name, dir string) {
	_, rest, _ := strings.Cut(arn, ":policy")
	dir, name = path.Split(rest)
	return name, elsewhere(text(dir))
}
