// Package iam is the IAM service: the API over the account's principals. Roles, policies and
// providers live in principal.Store, where STS and the gate read them.
//
// Not confirmed at AWS, and so the most plausible choice: the texts for what exists already or
// does not, and for limits; that documents are checked before names; that of a trust policy's
// principals only this account's roles and users are looked for; the code of the refusal of a
// trust policy that lets Cognito in without a condition.
//
// Simplified: a managed policy has one version; users are made by account files only.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html
package iam
