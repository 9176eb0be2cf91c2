package policy

import "strings"

// cognitoProvider is the one principal through which every identity pool reaches a role.
const cognitoProvider = "cognito-identity.amazonaws.com"

// checkPrincipals wants a principal where the kind of policy needs one and none where it has one already.
func checkPrincipals(kind Kind, s *Statement) error {
	named := s.Principal != nil || s.NotPrincipal != nil
	if !kind.namesPrincipal() {
		if named {
			return quoting(faultPrincipal, s.Line, "Policy document should not specify a principal.")
		}
		return nil
	}
	if !named {
		return broken(faultNoPrincipal, s.Line, "a %s says whom it is about", kind.Noun())
	}
	for _, set := range []*PrincipalSet{s.Principal, s.NotPrincipal} {
		if set == nil {
			continue
		}
		if !set.Anyone && len(set.AWS)+len(set.Federated)+len(set.Service)+len(set.CanonicalUser) == 0 {
			return broken(faultNobody, s.Line, "the principal names nobody")
		}
		for _, text := range set.AWS {
			if !isAWSPrincipal(text) {
				return quoting(faultPrincipal, s.Line, `Invalid principal in policy: "AWS":"%s"`, text)
			}
		}
		for _, text := range set.Federated {
			if text == "" || strings.ContainsAny(text, "*? ") {
				return quoting(faultPrincipal, s.Line, `Invalid principal in policy: "FEDERATED":"%s"`, text)
			}
		}
		for _, text := range set.Service {
			if !strings.Contains(text, ".") || strings.ContainsAny(text, "*? ") {
				return quoting(faultPrincipal, s.Line, `Invalid principal in policy: "SERVICE":"%s"`, text)
			}
		}
	}
	return nil
}

// isAWSPrincipal takes "*", an account id, the ARN of an account, user, role or session, or a unique id.
// Whether the principal exists is for the account to say. An identity id or the sub of a user pool is none.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
func isAWSPrincipal(text string) bool {
	if text == "*" || isAccountID(text) || isUniqueID(text) {
		return true
	}
	fields := strings.SplitN(text, ":", arnFields)
	if len(fields) < arnFields || strings.ContainsAny(text, "*?${} ") {
		return false
	}
	if fields[0] != "arn" || fields[1] != "aws" || fields[3] != "" || !isAccountID(fields[4]) {
		return false
	}
	sort, name, _ := strings.Cut(fields[5], "/")
	switch fields[2] {
	case "iam":
		return sort == "root" && name == "" || (sort == "user" || sort == "role") && name != ""
	case "sts":
		role, session, _ := strings.Cut(name, "/")
		return sort == "federated-user" && name != "" || sort == "assumed-role" && role != "" && session != ""
	}
	return false
}

func isAccountID(text string) bool { return len(text) == 12 && strings.Trim(text, "0123456789") == "" }

// isUniqueID takes the ids that IAM puts in the place of a principal's ARN once that principal is gone.
func isUniqueID(text string) bool {
	return len(text) >= 16 && (strings.HasPrefix(text, "AIDA") || strings.HasPrefix(text, "AROA")) &&
		strings.IndexFunc(text, func(r rune) bool { return !isLetterOrDigit(r) }) < 0
}

// checkCognito refuses a role that every identity pool of every account could assume.
// https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
func checkCognito(kind Kind, s *Statement) error {
	if kind != KindTrust || s.Effect != Allow || s.Principal == nil || len(s.Conditions) > 0 {
		return nil
	}
	for _, provider := range s.Principal.Federated {
		if provider == cognitoProvider {
			return broken(faultCognito, s.Line, "without a condition any identity pool, of anybody, could use this role")
		}
	}
	return nil
}
