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
//	  CreateSAMLProvider          | done | unencrypted assertions only; metadata may be short
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
//	  InitiateAuth                     | done | nobody has a passkey; no risk-based checks
//	  RespondToAuthChallenge           | done | nobody has a passkey; no risk-based checks
//	  AdminInitiateAuth                | done | nobody has a passkey; no risk-based checks
//	  AdminRespondToAuthChallenge      | done | nobody has a passkey; no risk-based checks
//	  GetTokensFromRefreshToken        | done | -
//	  RevokeToken                      | done | -
//	  GlobalSignOut                    | done | -
//	  AdminUserGlobalSignOut           | done | -
//	  AssociateSoftwareToken           | done | -
//	  VerifySoftwareToken              | done | -
//	  SetUserMFAPreference             | done | -
//	  AdminSetUserMFAPreference        | done | -
//	  SetUserPoolMfaConfig             | done | passkeys are kept as settings; nobody has one
//	  GetUserPoolMfaConfig             | done | passkeys are kept as settings; nobody has one
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
//	  AddUserPoolClientSecret          | done | -
//	  ListUserPoolClientSecrets        | done | -
//	  DeleteUserPoolClientSecret       | done | -
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
//	  GetId                              | done | SAML assertions are those of package saml, not XML Signature
//	  GetCredentialsForIdentity          | done | SAML assertions are those of package saml, not XML Signature
//	  GetOpenIdToken                     | done | -
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
//	  ListMultipartUploads    | done | all in one page, no delimiter
//	  ListObjectsV2           | done | -
//	  DeleteObjects           | done | no versions
//	  ListObjects             | done | -
//	  HeadBucket              | done | -
//	  CreateBucket            | done | in the account's region only
//	  DeleteBucket            | done | -
//	  CreateMultipartUpload   | done | no storage classes, no encryption keys
//	  UploadPartCopy          | done | no versions
//	  UploadPart              | done | -
//	  CompleteMultipartUpload | done | -
//	  AbortMultipartUpload    | done | -
//	  ListParts               | done | -
//	  GetObjectTagging        | done | no versions
//	  PutObjectTagging        | done | no versions
//	  DeleteObjectTagging     | done | no versions
//	  CopyObject              | done | no storage classes, no encryption keys
//	  PutObject               | done | no storage classes, no encryption keys
//	  GetObject               | done | no versions
//	  HeadObject              | done | no versions
//	  DeleteObject            | done | no versions
//
// Beside these answer the domains of user pools (login pages and OAuth 2.0's endpoints, see package userpool), the
// published keys of issuers, the outside identity providers (package social) and the learner's application.
//
// # What is refused
//
// STS's AssumeRoleWithSAML and GetWebIdentityToken (tokens of AWS for others) are refused; SAML logins lead to AWS by an identity
// pool. Passkeys need a browser or a device: the four operations on them (StartWebAuthnRegistration and its kin) are refused, so
// WEB_AUTHN can be allowed and is offered to nobody. Replicas of a user pool in other Regions are refused. Levels of authentication
// (TARGET_ACR_VALUES, MAX_AGE, acr_values, max_age) may be asked for and change nothing, which is what was recorded from AWS
// itself in October 2026; tokens have no acr and no amr.
//
// Whatever is not in the table: Cognito and STS answer UnknownOperationException or InvalidAction, S3 answers
// NotImplemented for a part of its API that is known (versions, ACLs, tags of buckets, CORS, upload forms, storage classes,
// encryption with keys of one's own, locks) and MethodNotAllowed for the rest. Each refusal says in its trace that it is the simulator's. Nobody answers at a host that is not AWS's.
//
// # Wordings and behaviour that are not confirmed
//
// Where AWS does not document a text or an order and nobody has recorded one, the simulator takes the most plausible:
// one line each. Lessons never teach one of these as certain. The reasons stand at the code and in the packages' comments.
//
// User pools, signing up and codes:
//
//   - A phone number is masked as + and one star a digit, but for the last four.
//   - Codes for sign-up, addresses and resets, and by SMS, have six digits.
//   - A new code replaces the older one of its purpose at once.
//   - A password's rules are checked in the order length, uppercase, lowercase, numbers, symbols; the first is named.
//   - CreateUserPool without a policy asks for 8 characters of all four kinds.
//   - ChangePassword and ConfirmForgotPassword name it in SignUp's words, AdminSetUserPassword in AdminCreateUser's.
//   - SignUp refuses in the order: client, secret hash, admin-only, password, writable attributes, schema, name taken.
//   - SignUp marks every address as not verified, AdminCreateUser only what it is told; the first was seen where a code went.
//   - A migrated user who would need somebody's alias is refused with AliasExistsException, unless the function moves it.
//   - ConfirmSignUp for somebody who does not exist, and is hidden, says that the code has expired.
//   - Too many wrong codes are a LimitExceededException; TooManyFailedAttemptsException never comes.
//   - Resets are capped at 20 an hour and user, the most that AWS allows.
//   - A missing attribute in the schema is "Attribute does not exist in the schema.", of the two texts that were seen.
//   - A pool of e-mail usernames says "An account with the given email already exists." to a taken one.
//   - The inbound federation function is told all that a provider says in one list, and PROVIDER_ID as userName.
//   - Custom senders are told codes as they are: there is no KMS. Where one is set, the custom message function is not asked.
//   - The welcome of a migrated user is an invitation that names no password.
//   - Texts: AdminCreateUser's RESEND in another state and its medium; preferred_username at SignUp; values of
//     the wrong type or size; a password used before; addresses that cannot be verified.
//
// User pools, signing in:
//
//   - A password is checked after: client, flow, secret hash, user, lockout, pre authentication, UNCONFIRMED; before:
//     disabled, RESET_REQUIRED, temporary password expired, NEW_PASSWORD_REQUIRED, second factor.
//   - A missing parameter is "Missing required parameter NAME"; a challenge that nobody asks, "Unsupported challenge NAME".
//   - A secret hash that is missing is told apart from a wrong one (the newer of two recorded behaviours).
//   - The secret hash of a refresh is made with the username, which is sub where usernames are addresses; one report has its
//     text for a wrong one.
//   - UserNotConfirmedException comes at SRP's second step; so do the lockout and the pre authentication function.
//   - SRP's TIMESTAMP may be five minutes off; an exchange stays open as long as any session.
//   - SRP_A of 0 is an InvalidParameterException; its text is ours.
//   - SOFTWARE_TOKEN_MFA names FRIENDLY_DEVICE_NAME if the app was given one.
//   - VerifySoftwareToken without AssociateSoftwareToken is an EnableSoftwareTokenMFAException; its text is ours.
//   - Wrong codes of a second factor lock from the fifth on, as passwords do; wrong codes of a first factor never.
//   - Lockouts hold on the login pages as in the API, each for the other.
//   - Where second factors are required, everybody who has none gets MFA_SETUP at the first sign-in.
//   - A profile of an outside provider is refused in every flow as it was seen for USER_PASSWORD_AUTH, by SRP at its second
//     step; where the client hides who exists, like a wrong password.
//   - EMAIL_OTP and SMS_OTP name no USER_ID_FOR_SRP; SMS_MFA and SOFTWARE_TOKEN_MFA do.
//   - Names that only seem to exist are neither locked out nor capped by the hour.
//   - First factors that do not go with required MFA are refused by UpdateUserPool and CreateUserPool as by SetUserPoolMfaConfig; a
//     call of the latter without WebAuthnConfiguration takes that back. Codes as first factors are refused with MFA ON, not OPTIONAL.
//   - Turning a passkey on as second factor is refused as for any factor that the user cannot use.
//   - SELECT_MFA_TYPE takes EMAIL_OTP (guide) and EMAIL_MFA (model).
//   - Texts: a choice that was not offered, MFA_SETUP without a proven app, MFA preferences and
//     messages, devices, custom authentication without functions.
//
// User pools, tokens and OAuth 2.0:
//
//   - Tokens of client_credentials have no username, no groups and no origin_jti. Their pre token generation function is told no
//     userName; if it throws, the answer is invalid_request.
//   - cognito:groups stand in the order in which the user joined them.
//   - at_hash is in ID tokens of the domain's endpoints only.
//   - A client secret's id is CLIENTID--MILLISECONDS. Describing a client that has two shows the older one. A client that was
//     made without a secret is given none later; texts of these three operations are ours.
//   - An ID token sent as an access token is "Invalid Access Token".
//   - A refresh token that is rotated, revoked or over is told apart from an unknown one; the text of the first is ours.
//   - RevokeToken takes an unknown token without complaint, as RFC 7009 has it; its other texts are ours.
//   - A wrong code_verifier is invalid_grant, and does not use the code up; nor does a wrong redirect_uri.
//   - A scope whose attributes the client may not all read is refused when the code comes, as documented, and leaves it good.
//   - A wrong client id or redirect address is a page of status 400, in our words, not a redirect.
//   - A pool of the updated issuer publishes its keys under both hosts. An identity pool calls it by the same key as before.
//   - The discovery document names the endpoints for revocation and for signing out too.
//
// User pools, recovery and administration:
//
//   - Where only administrators recover, ForgotPassword is "Contact administrator to reset password."
//   - ForgotPassword for an unconfirmed user without a verified address is refused as for any other.
//   - ForgotPassword for a hidden name always seems to send a code, where AWS also answers InvalidParameterException.
//   - ForgotPassword leaves the old password good; ChangePassword leaves tokens good.
//   - AdminDeleteUser needs no AdminDisableUser before it.
//   - DeleteGroup deletes a group that has members; they leave it.
//   - Texts: names of features that a tier lacks; limits of groups, pools, clients, domains, providers, resource servers and
//     links; lifetimes; flows that do not go together.
//   - The letter case of a provider's name in a username is kept, in a pool that tells case apart; else it is lowered.
//   - Apple says who somebody is in the claim sub.
//
// User pools, request limits:
//
//   - Requests are counted by a bucket that holds one second's worth.
//   - A day's e-mails are counted in each Region by itself. The refusal of the next one is worded as people report it.
//   - Of one user's requests signing in reads; signing up, recovery, changes and revoking tokens write.
//   - Groups, providers, resource servers and domains share the limit of their pool.
//
// User pools, the wire:
//
//   - A broken constraint is "1 validation error detected: …" with the member's name in lower camel case.
//   - UnknownOperationException and SerializationException come without a text.
//
// Identity pools:
//
//   - An omitted AllowClassicFlow still allows the basic flow; guests may use it.
//   - A login is checked in the order: readable, not Cognito's own, issuer, audience there, provider configured, audience
//     accepted, signature, expiry.
//   - SAML: texts of a bad, a late and a strange assertion, and of one in the basic flow; an assertion with several roles and no
//     CustomRoleArn is refused; one without a role has the authenticated role. amr ends in PROVIDER:SAML:NAMEID. NameID is the
//     claim nameidentifier; UseDefaults maps it to the tag client, the claim name to username.
//   - Texts: a CustomRoleArn that is not in the token, a login that was revoked (ServerSideTokenCheck), a
//     second login of one provider, an identity that is missing, developer identities, settings, limits.
//   - The text of the ambiguous mapping ends without a full stop.
//   - A member of the wrong shape is an InvalidParameterException, not a ValidationException.
//   - Guests off is said before the identity is looked at; a disabled identity stays forbidden with a login too.
//   - Of two identities with logins the given one survives a merge, else the older.
//   - A rule compares a claim of several values as the values joined by commas.
//   - A user pool that the identity pool does not have is "Logins don't match.…"; one that it has with other clients only
//     is "Token is not from a supported provider…".
//   - UpdateIdentityPool may not leave out a developer provider's name that was set, which else goes back to its default.
//   - UseDefaults maps aud to the tag client and sub to username; a user pool's map stands under the name without client id.
//   - amr of social logins ends in PROVIDER:SUBJECT, of user pools in PROVIDER:CognitoSignIn:SUB.
//
// STS:
//
//   - A web identity is checked in the order: readable, issuer, keys, signature, expiry, audience, trust, tags, duration,
//     policies.
//   - A role that does not exist is refused like one that does not trust.
//   - Texts: a bad signature, an ARN that is no role's, malformed tags, a session policy that does not exist, an access token
//     that its provider rejects (IDPRejectedClaim), sts:SetSourceIdentity; sts:TagSession's was seen in other simulators only.
//   - In the enhanced flow aws:SourceIp in a trust policy is this machine's address.
//   - Thumbprints of providers are kept and never compared.
//   - How the packed size of policies and tags is counted.
//   - The answers to a form that cannot be read (MalformedQueryString, MalformedInput).
//
// IAM and policies:
//
//   - Texts of MalformedPolicyDocument but "A condition block must be present for the Cognito provider", whose code is
//     taken to be MalformedPolicyDocument too; of what exists already or is missing; of limits.
//   - Documents are checked before names; of the principals in trust and bucket policies only the account's roles and users
//     are looked for.
//   - A denial names one kind of policy: an explicit one resource, identity, boundary, session; a missing allow identity,
//     boundary, session; whichever comes first.
//   - {"Federated": …} in a resource's policy grants like a role: boundary and session policies still limit it.
//   - "*" and {"AWS": "*"} in a resource's policy are not limited by boundary and session policies.
//   - A star in a Resource reaches past slashes and colons; in an ARN operator it stays within its field.
//   - A value filled in for a variable is compared literally: a star in a tag is no wildcard.
//   - ForAnyValue with a negated operator needs one value that none of the policy's matches; with IfExists it takes a
//     missing key.
//   - An operator for one value never matches a key that may have several (amr), not even when it has one.
//   - cognito-identity.amazonaws.com:aud, :sub and :amr are there for guests too, also after the role was assumed.
//
// S3 and the application:
//
//   - XAmzContentSHA256Mismatch carries both hashes; its text was seen in other simulators only.
//   - Block Public Access adds nothing of its own to the text of a denial, but to that of a public policy.
//   - The order of checks: signature, hash of a document or of no body, bucket, IAM, conditions of the request, object, body.
//     The hash of an object's bytes is compared when they have arrived, so XAmzContentSHA256Mismatch comes after AccessDenied
//     there: whoever may not store need not send (Expect: 100-continue).
//   - Block Public Access is a bucket's, not an account's.
//   - Tags that come with an object are read before IAM is asked; s3:PutObjectTagging is asked after s3:PutObject. A copy
//     that keeps its source's tags asks s3:GetObjectTagging there, and s3:PutObjectTagging with them as s3:RequestObjectTag.
//   - A key whose .. lead out of the bucket is InvalidURI: that it is refused is documented, the code is not. So is a key
//     that is no UTF-8.
//   - An object may be copied onto itself with its metadata when the request names its encryption or storage class.
//   - Texts of InvalidStorageClass, of a wrong x-amz-copy-source-range, of a part number without an upload, of a preflight at a bucket that is not there.
//   - Texts of tags with a wrong key or value, of keys that begin with aws:, and of a wrong x-amz-tagging.
//   - MissingSecurityHeader is never said: of headers that are missing S3 has texts of their own here.
//   - Signature Version 2 is refused in the words of the regions that never took it.
//   - Texts of a signature that is not valid yet, of a presigned URL's parameters, and of KeyTooLongError.
//   - MalformedPolicy's texts for bucket policies, but two that were seen, and PolicyTooLarge's.
//   - The HTTP API's 403 body and its www-authenticate were seen, not documented; the IAM door leaves out the newer ending
//     "because no identity-based policy allows …".
//   - API Gateway takes a token with and without the word Bearer; descriptions of bad tokens but the audience's are ours.
package sim
