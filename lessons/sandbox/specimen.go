package sandbox

// useful are members that AWS does not ask for and without which a call shows little.
func useful(operation string) []string {
	switch operation {
	case "InitiateAuth", "AdminInitiateAuth":
		return []string{"AuthParameters"}
	case "GetId", "GetCredentialsForIdentity", "GetOpenIdToken":
		return []string{"Logins"}
	case "ListObjectsV2", "ListObjects":
		return []string{"Prefix"}
	case "SignUp":
		return []string{"Password", "UserAttributes"}
	case "AdminCreateUser":
		return []string{"TemporaryPassword", "UserAttributes"}
	case "SetIdentityPoolRoles":
		return []string{"Roles"}
	case "RespondToAuthChallenge", "AdminRespondToAuthChallenge":
		return []string{"Session", "ChallengeResponses"}
	}
	return nil
}

// specimen is a value for a member of that name, as JSON in which {{name}} stands for a value. "" in the place of the operation
// asks for what fits all operations.
func specimen(operation, member string) (raw string, ok bool) {
	raw, ok = specimens[operation+"."+member]
	return raw, ok
}

// Policies that are short, and allow something that the account has.
const (
	trustSpecimen  = `"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"cognito-identity.amazonaws.com\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{\"StringEquals\":{\"cognito-identity.amazonaws.com:aud\":\"{{identityPoolId}}\"}}}]}"`
	policySpecimen = `"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::{{bucket}}/public/*\"}]}"`
	bucketSpecimen = `"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::{{bucket}}/public/*\"}]}"`
)

// specimens are by operation and member; those without an operation are for all.
var specimens = map[string]string{
	".UserPoolId": `"{{userPoolId}}"`, ".ClientId": `"{{clientId}}"`, ".IdentityPoolId": `"{{identityPoolId}}"`,
	".IdentityId": `"{{identityId}}"`, ".Username": `"{{username}}"`, ".AccessToken": `"{{accessToken}}"`,
	".Password": `"Quiet-Night-9"`, ".TemporaryPassword": `"Quiet-Night-9"`, ".PreviousPassword": `"{{password}}"`, ".ProposedPassword": `"Quiet-Night-9"`,
	".ConfirmationCode": `"{{inbox.code}}"`, ".Code": `"{{inbox.code}}"`, ".UserCode": `"123456"`, ".Token": `"{{refreshToken}}"`, ".Session": `"{{session}}"`,
	".RefreshToken": `"{{refreshToken}}"`, ".AttributeName": `"email"`, ".GroupName": `"editors"`,
	".UserAttributes": `[{"Name":"name","Value":"Example"}]`, ".UserAttributeNames": `["name"]`, ".PoolName": `"sandbox-people"`, ".ClientName": `"sandbox-app"`,
	".Domain": `"sandbox-login"`, ".ProviderName": `"Google"`, ".Identifier": `"https://api.example.com"`,
	".AuthFlow": `"USER_PASSWORD_AUTH"`, ".AuthParameters": `{"USERNAME":"{{username}}","PASSWORD":"{{password}}"}`,
	".Logins": `{"{{provider}}":"{{idToken}}"}`, ".RoleArn": `"{{roleArn}}"`, ".RoleSessionName": `"sandbox"`, ".WebIdentityToken": `"{{idToken}}"`,
	".RoleName": `"SandboxRole"`, ".PolicyName": `"SandboxPolicy"`, ".PolicyDocument": policySpecimen, ".AssumeRolePolicyDocument": trustSpecimen,
	".PolicyArn": `"arn:aws:iam::{{accountId}}:policy/SandboxPolicy"`, ".PermissionsBoundary": `"arn:aws:iam::{{accountId}}:policy/SandboxPolicy"`,
	".Url": `"https://login.example.com"`, ".Bucket": `"{{bucket}}"`, ".Key": `"public/welcome.txt"`, ".Prefix": `"public/"`, ".UploadId": `"{{uploadId}}"`,
	".DeviceKey": `"us-east-1_0b3c1d2e-0000-4000-8000-000000000000"`, ".PartNumber": `1`, ".CopySource": `"{{bucket}}/public/welcome.txt"`, ".IdentityPoolName": `"sandbox-desk"`,
	".DeveloperProviderName": `"login.example.app"`, ".DeveloperUserIdentifier": `"employee-1"`, ".SourceUserIdentifier": `"employee-1"`, ".DestinationUserIdentifier": `"employee-2"`,
	".IdentityIdsToDelete": `["{{identityId}}"]`, ".LoginsToRemove": `["{{provider}}"]`,
	".IdentityProviderName": `"{{provider}}"`, ".Roles": `{"authenticated":"{{authRoleArn}}","unauthenticated":"{{guestRoleArn}}"}`,

	"UpdateAssumeRolePolicy.PolicyDocument":          trustSpecimen,
	"PutBucketPolicy.Policy":                         bucketSpecimen,
	"SignUp.Username":                                `"newcomer"`,
	"SignUp.UserAttributes":                          `[{"Name":"email","Value":"newcomer@example.com"}]`,
	"ConfirmSignUp.Username":                         `"newcomer"`,
	"ResendConfirmationCode.Username":                `"newcomer"`,
	"AdminConfirmSignUp.Username":                    `"newcomer"`,
	"AdminCreateUser.Username":                       `"newcomer"`,
	"AdminCreateUser.UserAttributes":                 `[{"Name":"email","Value":"newcomer@example.com"}]`,
	"CreateBucket.Bucket":                            `"sandbox-bucket-1"`,
	"DeleteBucket.Bucket":                            `"sandbox-bucket-1"`,
	"PutObject.Key":                                  `"public/hello.txt"`,
	"CopyObject.Key":                                 `"public/copy.txt"`,
	"DeleteObject.Key":                               `"public/hello.txt"`,
	"RespondToAuthChallenge.ChallengeName":           `"NEW_PASSWORD_REQUIRED"`,
	"RespondToAuthChallenge.ChallengeResponses":      `{"USERNAME":"{{username}}","NEW_PASSWORD":"Quiet-Night-9"}`,
	"AdminRespondToAuthChallenge.ChallengeName":      `"NEW_PASSWORD_REQUIRED"`,
	"AdminInitiateAuth.AuthFlow":                     `"ADMIN_USER_PASSWORD_AUTH"`,
	"AdminRespondToAuthChallenge.ChallengeResponses": `{"USERNAME":"{{username}}","NEW_PASSWORD":"Quiet-Night-9"}`,
	"GetOpenIdTokenForDeveloperIdentity.Logins":      `{"login.example.app":"employee-1"}`,
}
