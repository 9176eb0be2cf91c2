// Package identitypool is Amazon Cognito identity pools: it takes proof that somebody signed in
// elsewhere (or nothing, from guests), gives each person one lasting identity id, chooses a
// role, and fetches temporary AWS credentials for it from STS.
//
// Not confirmed at AWS, and so the most plausible choice:
//   - texts: a signature that does not verify ("Couldn't verify signed token."), a CustomRoleArn
//     that is not in the token, a login that a user pool has revoked, a second login of one
//     provider, an identity that is not found, everything that developer identities and settings
//     are refused with beyond what AWS's model says;
//   - the order of the checks of a login: readable, not one of Cognito's own, issuer, audience
//     present, provider configured, audience accepted, signature, expiry;
//   - guests off is said before an identity is looked at; a disabled identity stays forbidden with a
//     login too; of two identities with logins the given one, else the older, survives a merge;
//   - the tag keys behind UseDefaults (client, username) and that a user pool's tag map stands under
//     the provider without a client id;
//   - claims with several values are compared as their values joined by commas;
//   - amr of Google, Facebook, Amazon and Apple (PROVIDER:SUBJECT); an omitted AllowClassicFlow
//     still allows the basic flow.
//
// Simplified: a SAML assertion is one of package saml, signed as bytes and not as XML; request limits are off.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html
package identitypool
