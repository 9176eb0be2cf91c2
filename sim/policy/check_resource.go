package policy

import "strings"

// checkResources wants ARNs.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
func checkResources(_ Kind, s *Statement) error {
	for _, list := range [][]Pattern{s.Resources, s.NotResources} {
		for i := range list {
			if err := checkResource(list[i].Text, list[i].line); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkResource takes "*" or an ARN whose partition and service are spelled out. A star may stand for all that
// follows it: arn:aws:s3:* is whole.
func checkResource(text string, line int) error {
	if text == "*" {
		return nil
	}
	fields := strings.SplitN(text, ":", arnFields)
	if len(fields) < 2 || fields[0] != "arn" && fields[1] == "aws" {
		return quoting(faultResource, line, `Resource %s must be in ARN format or "*".`, text)
	}
	if fields[1] != "aws" { // whatever stands before the first colon is read as "arn"
		return quoting(faultResource, line, `Partition "%s" is not valid for resource "%s".`, fields[1], wholeARN(fields))
	}
	if len(fields) < 3 || strings.ContainsAny(fields[2], "*?$") {
		return quoting(faultResource, line, "Resource vendor must be fully qualified and cannot contain regexes.")
	}
	if fields[2] == "" {
		return broken(faultLegacy, line, "%s names no service", text)
	}
	if len(fields) < arnFields && !strings.HasSuffix(text, "*") {
		return broken(faultLegacy, line, "%s has %d of the six fields of an ARN", text, len(fields))
	}
	if len(fields) < 4 || fields[3] == "" || fields[3] == "*" && len(fields) == 4 {
		return nil
	}
	switch fields[2] {
	case "s3":
		return quoting(faultResource, line, "Resource %s can not contain region information.", text)
	case "iam":
		return quoting(faultResource, line, "IAM resource %s cannot contain region information.", text)
	}
	return nil
}

// wholeARN fills the missing fields with stars, as IAM does when it quotes a resource.
func wholeARN(fields []string) string {
	whole := append([]string{"arn"}, fields[1:]...)
	for len(whole) < arnFields {
		whole = append(whole, "*")
	}
	return strings.Join(whole, ":")
}
