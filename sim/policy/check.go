package policy

import (
	"slices"
	"strings"
)

// checkPolicy looks at what the structure cannot say, in the order of IAM's messages.
func checkPolicy(p *Policy) error {
	if err := checkEach(p, checkEffect, checkSid); err != nil {
		return err
	}
	if err := checkSidsUnique(p); err != nil {
		return err
	}
	return checkEach(p, checkActionsThere, checkResourcesThere, checkResources, checkActions, checkKeys, checkPrincipals, checkCognito)
}

// checkEach makes every check on all statements before the next check, so that the kind of a fault, not its
// place, decides which of several is reported.
func checkEach(p *Policy, checks ...func(Kind, *Statement) error) error {
	for _, check := range checks {
		for i := range p.Statements {
			if err := check(p.Kind, &p.Statements[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkEffect(_ Kind, s *Statement) error {
	switch s.Effect {
	case Allow, Deny:
		return nil
	case "":
		return broken(faultSyntax, s.Line, "the statement has no Effect")
	}
	if strings.EqualFold(string(s.Effect), string(Allow)) || strings.EqualFold(string(s.Effect), string(Deny)) {
		return broken(faultLegacy, s.Line, "Effect %q: case matters, it is Allow or Deny", s.Effect)
	}
	return broken(faultSyntax, s.Line, "Effect is Allow or Deny, not %q", s.Effect)
}

// checkSid holds Sids to letters and digits. Bucket policies are full of Sids with spaces, AWS's own examples
// among them, so those pass.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
func checkSid(kind Kind, s *Statement) error {
	if kind == KindResource {
		return nil
	}
	for _, r := range s.Sid {
		if !isLetterOrDigit(r) {
			return broken(faultSidLetters, s.Line, "Sid %q", s.Sid)
		}
	}
	return nil
}

func isLetterOrDigit(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

func checkSidsUnique(p *Policy) error {
	var seen []string
	for i := range p.Statements {
		s := &p.Statements[i]
		if s.Sid != "" && slices.Contains(seen, s.Sid) {
			return broken(faultSidRepeated, s.Line, "Sid %q stands twice", s.Sid)
		}
		seen = append(seen, s.Sid)
	}
	return nil
}

func checkActionsThere(_ Kind, s *Statement) error {
	if len(s.Actions)+len(s.NotActions) == 0 {
		return broken(faultNoActions, s.Line, "the statement names no Action and no NotAction")
	}
	return nil
}

func checkResourcesThere(kind Kind, s *Statement) error {
	named := s.Resources != nil || s.NotResources != nil
	if kind == KindTrust {
		if named {
			return broken(faultProhibited, s.Line, "the resource of a trust policy is always the role itself")
		}
		return nil
	}
	if len(s.Resources)+len(s.NotResources) == 0 {
		return broken(faultNoResources, s.Line, "the statement names no Resource and no NotResource")
	}
	return nil
}

// noVendor is said of actions and of condition keys without a colon.
const noVendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."

// checkKeys wants vendor:name of condition keys. Which vendors and keys there are is not known here.
func checkKeys(_ Kind, s *Statement) error {
	for i := range s.Conditions {
		if c := &s.Conditions[i]; !strings.Contains(c.Key, ":") {
			return quoting(faultKey, c.Values[0].line, noVendor)
		}
	}
	return nil
}

// checkActions wants vendor:Name. Wildcards belong in the name only, but for "*" and "*:*".
func checkActions(kind Kind, s *Statement) error {
	for _, list := range [][]Pattern{s.Actions, s.NotActions} {
		for i := range list {
			if err := checkAction(kind, list[i].Text, list[i].line); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkAction(kind Kind, text string, line int) error {
	vendor, name, found := strings.Cut(text, ":")
	switch {
	case !found && text != "*":
		return quoting(faultAction, line, noVendor)
	case strings.Contains(name, ":"):
		return quoting(faultAction, line, "Actions/Condition can contain only one colon.")
	case found && vendor == "", vendor != "*" && strings.IndexFunc(vendor, notVendorRune) >= 0:
		return quoting(faultAction, line, "Vendor %s is not valid", vendor)
	case kind == KindTrust && !strings.EqualFold(vendor, "sts"):
		return quoting(faultAction, line, "AssumeRole policy may only specify STS AssumeRole actions.")
	}
	return nil
}

func notVendorRune(r rune) bool { return !isLetterOrDigit(r) && r != '-' && r != '.' }
