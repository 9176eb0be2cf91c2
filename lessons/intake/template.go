package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"math/big"
	"regexp"
	"strings"
)

// template takes over the Cognito, IAM and S3 resources of a CloudFormation template. Its ids do not exist yet, so they are
// made up from the names of the resources, the same each time.
func (d *draft) template(data []byte) error {
	top, err := parseTemplate(data)
	if err != nil {
		return err
	}
	resources, ok := at(top, "Resources").(object)
	if !ok {
		return errors.New("this is no CloudFormation template: it has no Resources")
	}
	s := &stack{d: d, resources: map[string]*resource{}}
	s.parameters, _ = at(top, "Parameters").(object)
	s.mappings, _ = at(top, "Mappings").(object)
	for _, m := range resources {
		from, _ := m.value.(object)
		r := &resource{kind: written(at(from, "Type"))}
		r.properties, _ = at(from, "Properties").(object)
		s.resources[m.name] = r
		s.names = append(s.names, m.name)
	}
	for _, name := range s.names { // parameters may name them, and names are all that this needs
		s.name(name, s.resources[name])
	}
	pools := func(name string) bool { return s.resources[name].kind == "AWS::Cognito::UserPool" }
	for _, first := range []bool{true, false} { // groups and domains are put into their pools
		for _, name := range s.names {
			if pools(name) == first {
				s.take(name, s.resources[name])
			}
		}
	}
	return nil
}

func at(o object, name string) any {
	v, _ := o.get(name)
	return v
}

// made is text that is made up from a word, of the given letters.
func made(word, letters string, n int) string {
	sum := sha256.Sum256([]byte(word))
	value, base, digit := new(big.Int).SetBytes(sum[:]), big.NewInt(int64(len(letters))), new(big.Int)
	var b strings.Builder
	for range n {
		value.DivMod(value, base, digit)
		b.WriteByte(letters[digit.Int64()])
	}
	return b.String()
}

func madeUUID(word string) string {
	sum := sha256.Sum256([]byte(word))
	sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80
	x := hex.EncodeToString(sum[:16])
	return strings.Join([]string{x[:8], x[8:12], x[12:16], x[16:20], x[20:]}, "-")
}

const (
	lower = "abcdefghijklmnopqrstuvwxyz0123456789"
	alnum = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + lower
)

var notInBuckets = regexp.MustCompile(`[^a-z0-9-]+`)

// name makes up what Ref and Fn::GetAtt of a resource give.
//
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
func (s *stack) name(logical string, r *resource) {
	text := func(property string) string { return written(s.resolve(at(r.properties, property))) }
	region, number := s.region(), s.d.accountOr()
	switch r.kind {
	case "AWS::Cognito::UserPool":
		r.ref = region + "_" + made(logical, alnum, 9)
		provider := "cognito-idp." + region + ".amazonaws.com/" + r.ref
		r.attributes = map[string]string{"Arn": "arn:aws:cognito-idp:" + region + ":" + number + ":userpool/" + r.ref, "ProviderName": provider, "ProviderURL": "https://" + provider, "UserPoolId": r.ref}
	case "AWS::Cognito::UserPoolClient":
		r.ref = made(logical, lower, 26)
		r.attributes = map[string]string{"ClientId": r.ref, "Name": cmp.Or(text("ClientName"), logical)}
	case "AWS::Cognito::IdentityPool":
		r.ref = region + ":" + madeUUID(logical)
		r.attributes = map[string]string{"Name": cmp.Or(text("IdentityPoolName"), logical), "Id": r.ref}
	case "AWS::IAM::Role":
		r.ref = cmp.Or(text("RoleName"), logical)
		r.attributes = map[string]string{"Arn": "arn:aws:iam::" + number + ":role" + cmp.Or(text("Path"), "/") + r.ref}
	case "AWS::IAM::ManagedPolicy":
		r.ref = "arn:aws:iam::" + number + ":policy" + cmp.Or(text("Path"), "/") + cmp.Or(text("ManagedPolicyName"), logical)
		r.attributes = map[string]string{"PolicyArn": r.ref}
	case "AWS::S3::Bucket":
		r.ref = cmp.Or(text("BucketName"), strings.Trim(notInBuckets.ReplaceAllString("stack-"+strings.ToLower(logical), "-"), "-"))
		r.attributes = map[string]string{"Arn": "arn:aws:s3:::" + r.ref, "DomainName": r.ref + ".s3.amazonaws.com", "RegionalDomainName": r.ref + ".s3." + region + ".amazonaws.com"}
	case "AWS::Cognito::UserPoolDomain":
		r.ref = text("Domain")
	default:
		r.ref = logical
	}
}
