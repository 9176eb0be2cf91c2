package policy_test

import (
	"fmt"

	"poolschool/sim/policy"
)

const document = `{
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "OwnFolder",
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:PutObject"],
    "Resource": "arn:aws:s3:::photos-demo/uploads/${cognito-identity.amazonaws.com:sub}/*"
  }]
}`

func request(key string) policy.Request {
	return policy.Request{
		Principal: policy.Principal{
			ARN:       "arn:aws:sts::111122223333:assumed-role/AppUser/CognitoIdentityCredentials",
			RoleARN:   "arn:aws:iam::111122223333:role/AppUser",
			AccountID: "111122223333",
		},
		Action:   "s3:PutObject",
		Resource: "arn:aws:s3:::photos-demo/" + key,
		Context: policy.NewContext(map[string][]string{
			"cognito-identity.amazonaws.com:sub": {"us-east-1:7f3c9a10-0000-4000-8000-000000000001"},
		}),
	}
}

func ExampleDecide() {
	p, err := policy.Parse(policy.KindIdentity, "AppUserPolicy", []byte(document))
	if err != nil {
		fmt.Println(err)
		return
	}
	all := policy.Policies{Identity: []policy.Policy{p}}

	own := policy.Decide(request("uploads/us-east-1:7f3c9a10-0000-4000-8000-000000000001/cat.jpg"), all)
	fmt.Println(own.Outcome, own.By.Sid)

	foreign := policy.Decide(request("uploads/somebody/cat.jpg"), all)
	fmt.Println(foreign.Outcome, foreign.Reason("s3:PutObject"))
	// Output:
	// Allow OwnFolder
	// ImplicitDeny because no identity-based policy allows the s3:PutObject action
}

func ExampleExplain() {
	p, err := policy.Parse(policy.KindIdentity, "AppUserPolicy", []byte(document))
	if err != nil {
		fmt.Println(err)
		return
	}
	x := policy.Explain(request("uploads/somebody/cat.jpg"), policy.Policies{Identity: []policy.Policy{p}})
	fmt.Println(x.Text())
	// Output:
	// ✗ Not allowed: s3:PutObject on photos-demo/uploads/somebody/cat.jpg
	//   asking    role AppUser (session CognitoIdentityCredentials)
	//   AppUserPolicy, statement OwnFolder, Allow:
	//     action    ✓ s3:PutObject is in the list
	//     resource  ✗ you asked for  …/uploads/somebody/cat.jpg
	//                 it allows      …/uploads/us-east-1:7f3c…/*
	//                 as written     …/uploads/${cognito-identity.amazonaws.com:sub}/*
	//   No other statement speaks about this. In IAM, silence is a no.
	//   One change would do: a key that begins with uploads/us-east-1:7f3c…/
}

func ExampleParse() {
	_, err := policy.Parse(policy.KindIdentity, "AppUserPolicy", []byte(`{
  "Statement": {"Effect": "Allow", "Action": "PutObject", "Resource": "*"}
}`))
	fmt.Println(err)
	// Output:
	// Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
}
