// Package sim is one AWS account in memory: user pools, identity pools, STS, IAM, S3, the
// learner's application and the outside identity providers. It never opens a
// connection; its door is an http.RoundTripper that answers AWS's own wire
// protocols, so a lesson, an AWS SDK and a listener all enter the same way.
//
// # What is simulated
//
// The table has every operation, by service: its name, whether it is done, what is simplified. A dash says that
// nothing is known to be. The request limits of all of them are off unless Config.Limits turns them on.
//
//	iam
//	  CreateRole                  | done | -
//	  GetRole                     | done | -
//	  ListRoles                   | done | -
//	  DeleteRole                  | done | -
//	  UpdateAssumeRolePolicy      | done | -
//	  PutRolePermissionsBoundary  | done | -
//	  PutRolePolicy               | done | -
//	  GetRolePolicy               | done | -
//	  DeleteRolePolicy            | done | -
//	  ListRolePolicies            | done | -
//	  CreatePolicy                | done | one version
//	  AttachRolePolicy            | done | -
//	  DetachRolePolicy            | done | -
//	  CreateOpenIDConnectProvider | done | thumbprints are not compared
//
//	cognito-idp
//	  SignUp                           | done | codes go to the account's inbox; nothing is sent
//	  ConfirmSignUp                    | done | -
//	  ResendConfirmationCode           | done | codes go to the account's inbox; nothing is sent
//	  ForgotPassword                   | done | codes go to the account's inbox; nothing is sent
//	  ConfirmForgotPassword            | done | -
//	  GetUser                          | done | -
//	  UpdateUserAttributes             | done | -
//	  DeleteUserAttributes             | done | -
//	  GetUserAttributeVerificationCode | done | codes go to the account's inbox; nothing is sent
//	  VerifyUserAttribute              | done | -
//	  ChangePassword                   | done | -
//	  DeleteUser                       | done | -
//	  InitiateAuth                     | done | no WEB_AUTHN; no risk-based checks
//	  RespondToAuthChallenge           | done | no WEB_AUTHN; no risk-based checks
//	  AdminInitiateAuth                | done | no WEB_AUTHN; no risk-based checks
//	  AdminRespondToAuthChallenge      | done | no WEB_AUTHN; no risk-based checks
//	  GetTokensFromRefreshToken        | done | -
//	  RevokeToken                      | done | -
//	  GlobalSignOut                    | done | -
//	  AdminUserGlobalSignOut           | done | -
//	  AssociateSoftwareToken           | done | -
//	  VerifySoftwareToken              | done | -
//	  SetUserMFAPreference             | done | -
//	  AdminSetUserMFAPreference        | done | -
//	  SetUserPoolMfaConfig             | done | no WebAuthn settings
//	  GetUserPoolMfaConfig             | done | no WebAuthn settings
//	  GetUserAuthFactors               | done | -
//	  ConfirmDevice                    | done | -
//	  ListDevices                      | done | -
//	  GetDevice                        | done | -
//	  ForgetDevice                     | done | -
//	  UpdateDeviceStatus               | done | -
//	  AdminGetUser                     | done | -
//	  AdminCreateUser                  | done | codes go to the account's inbox; nothing is sent
//	  AdminSetUserPassword             | done | -
//	  AdminResetUserPassword           | done | codes go to the account's inbox; nothing is sent
//	  AdminConfirmSignUp               | done | -
//	  AdminEnableUser                  | done | -
//	  AdminDisableUser                 | done | -
//	  AdminDeleteUser                  | done | -
//	  AdminUpdateUserAttributes        | done | -
//	  AdminDeleteUserAttributes        | done | -
//	  AdminLinkProviderForUser         | done | -
//	  AdminDisableProviderForUser      | done | -
//	  ListUsers                        | done | -
//	  CreateGroup                      | done | -
//	  GetGroup                         | done | -
//	  UpdateGroup                      | done | -
//	  DeleteGroup                      | done | -
//	  ListGroups                       | done | -
//	  AdminAddUserToGroup              | done | -
//	  AdminRemoveUserFromGroup         | done | -
//	  AdminListGroupsForUser           | done | -
//	  ListUsersInGroup                 | done | -
//	  CreateUserPool                   | done | LambdaConfig, email and SMS settings are kept and do nothing
//	  DescribeUserPool                 | done | -
//	  UpdateUserPool                   | done | LambdaConfig, email and SMS settings are kept and do nothing
//	  DeleteUserPool                   | done | -
//	  ListUserPools                    | done | -
//	  CreateUserPoolClient             | done | -
//	  DescribeUserPoolClient           | done | -
//	  UpdateUserPoolClient             | done | -
//	  DeleteUserPoolClient             | done | -
//	  ListUserPoolClients              | done | -
//	  CreateUserPoolDomain             | done | prefix domains only; the version of the pages changes nothing
//	  DescribeUserPoolDomain           | done | -
//	  DeleteUserPoolDomain             | done | -
//	  CreateIdentityProvider           | done | Amazon and Apple are kept, nobody answers there
//	  DescribeIdentityProvider         | done | -
//	  UpdateIdentityProvider           | done | Amazon and Apple are kept, nobody answers there
//	  DeleteIdentityProvider           | done | -
//	  ListIdentityProviders            | done | -
//	  CreateResourceServer             | done | -
//	  DescribeResourceServer           | done | -
//	  UpdateResourceServer             | done | -
//	  DeleteResourceServer             | done | -
//	  ListResourceServers              | done | -
//
//	cognito-identity
//	  GetId                              | done | SAML logins are refused
//	  GetCredentialsForIdentity          | done | SAML logins are refused
//	  GetOpenIdToken                     | done | SAML logins are refused
//	  UnlinkIdentity                     | done | -
//	  GetOpenIdTokenForDeveloperIdentity | done | -
//	  LookupDeveloperIdentity            | done | -
//	  MergeDeveloperIdentities           | done | -
//	  UnlinkDeveloperIdentity            | done | -
//	  DescribeIdentity                   | done | -
//	  ListIdentities                     | done | -
//	  DeleteIdentities                   | done | -
//	  CreateIdentityPool                 | done | -
//	  UpdateIdentityPool                 | done | -
//	  DescribeIdentityPool               | done | -
//	  DeleteIdentityPool                 | done | -
//	  ListIdentityPools                  | done | -
//	  SetIdentityPoolRoles               | done | -
//	  GetIdentityPoolRoles               | done | -
//	  SetPrincipalTagAttributeMap        | done | -
//	  GetPrincipalTagAttributeMap        | done | -
//
//	sts
//	  AssumeRoleWithWebIdentity | done | RSA signatures only
//	  AssumeRole                | done | no MFA devices; transitive tags are not handed on
//	  GetCallerIdentity         | done | -
//
//	s3
//	  ListBuckets             | done | all in one page
//	  GetBucketLocation       | done | -
//	  GetBucketPolicy         | done | -
//	  PutBucketPolicy         | done | -
//	  DeleteBucketPolicy      | done | -
//	  GetPublicAccessBlock    | done | -
//	  PutPublicAccessBlock    | done | -
//	  DeletePublicAccessBlock | done | -
//	  ListMultipartUploads    | done | -
//	  ListObjectsV2           | done | -
//	  DeleteObjects           | done | no versions
//	  ListObjects             | done | -
//	  HeadBucket              | done | -
//	  CreateBucket            | done | in the account's region only
//	  DeleteBucket            | done | -
//	  CreateMultipartUpload   | done | tags, storage class and encryption keys are not kept; an ACL is a condition key only
//	  UploadPart              | done | copying a part (UploadPartCopy) is refused
//	  CompleteMultipartUpload | done | -
//	  AbortMultipartUpload    | done | -
//	  ListParts               | done | -
//	  CopyObject              | done | tags, storage class and encryption keys are not kept; an ACL is a condition key only
//	  PutObject               | done | tags, storage class and encryption keys are not kept; an ACL is a condition key only
//	  GetObject               | done | no versions
//	  HeadObject              | done | no versions
//	  DeleteObject            | done | no versions
//
// Beside these answer the domains of user pools (login pages and OAuth 2.0's endpoints, see package userpool), the
// published keys of issuers, the outside identity providers (package social) and the learner's application.
//
// # What is refused
//
// Whatever is not in the table: Cognito and STS answer UnknownOperationException or InvalidAction, S3 answers
// NotImplemented for a part of its API that is known (versions, ACLs, tags, CORS, upload forms) and MethodNotAllowed for
// the rest. Each refusal says in its trace that it is the simulator's. Nobody answers at a host that is not AWS's.
//
// # What is not confirmed
//
// Where AWS does not document a text or an order and nobody has recorded one, the simulator takes the most plausible.
// Each package lists its own, in its comment: identitypool, sts, iam, policy and social; userpool says what its login pages
// do otherwise. Lessons never teach one of these as certain.
package sim
