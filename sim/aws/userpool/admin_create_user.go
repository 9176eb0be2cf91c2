package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// AdminCreateUserRequest creates a user who will choose a password of their own.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
type AdminCreateUserRequest struct {
	UserPoolId             string      `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Username               string      `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	UserAttributes         []Attribute //
	ValidationData         []Attribute
	TemporaryPassword      string   `max:"256" pattern:"[\\S]+" secret:"true"` // drawn when left out
	ForceAliasCreation     bool     //
	MessageAction          string   `enum:"RESEND SUPPRESS"`
	DesiredDeliveryMediums []string // "SMS" (default), "EMAIL"
	ClientMetadata         map[string]string
}

// AdminCreateUserResponse is the new profile.
type AdminCreateUserResponse struct{ User User }

// Refusals of AdminCreateUser. The first text was seen (localstack 4465), AWS's texts of the others were not.
var (
	errAccountExists = refusal("UsernameExistsException", "User account already exists")
	errNoResend      = refusal("UnsupportedUserStateException", "Resend not possible. %s status is not FORCE_CHANGE_PASSWORD")
	errBadMedium     = refusal("InvalidParameterException", "Invalid delivery medium %s.")
)

// AdminCreateUser stores a user with a temporary password and invites them. Required attributes may
// be missing: the first sign-in asks for them.
func (s *Service) AdminCreateUser(ctx context.Context, in AdminCreateUserRequest) (AdminCreateUserResponse, error) {
	s.mu.RLock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err == nil {
		err = p.checkAdminCreate(ctx, in)
	}
	s.mu.RUnlock()
	if err != nil {
		return AdminCreateUserResponse{}, err
	}
	password := in.TemporaryPassword
	if password == "" {
		password = s.temporaryPassword(p)
		trace.Secret(ctx, password)
	}
	u, err := s.invited(ctx, p, in, password)
	if err != nil {
		return AdminCreateUserResponse{}, err
	}
	if in.MessageAction != "SUPPRESS" && u.status == statusForceChange {
		if err := s.invite(ctx, p, u, in, password); err != nil {
			return AdminCreateUserResponse{}, err
		}
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	trace.Summarize(ctx, "user %s, %s", u.name, u.status)
	return AdminCreateUserResponse{User: u.shown()}, nil
}

// checkAdminCreate holds a new user against the pool's schema. Callers hold mu.
func (p *pool) checkAdminCreate(ctx context.Context, in AdminCreateUserRequest) error {
	for _, medium := range in.DesiredDeliveryMediums {
		if medium != "SMS" && medium != "EMAIL" {
			return errBadMedium.Saying(medium)
		}
	}
	if in.MessageAction == "RESEND" {
		// Nothing is created; the user may be named by sub or alias.
		return p.checkTemporary(ctx, in.TemporaryPassword)
	}
	if err := p.checkUsername(in.Username); err != nil {
		trace.Failed(ctx, "the username fits the pool")
		return err
	}
	attributes := attributeMap(in.UserAttributes)
	if err := p.checkAttributes(attributes); err != nil {
		trace.Failed(ctx, "the attributes fit the pool's schema")
		return err
	}
	typed := &user{attributes: map[string]string{}}
	if len(p.UsernameAttributes) > 0 {
		typed.attributes[p.addressKind(in.Username)] = in.Username
	}
	if err := p.checkVerified(ctx, typed, attributes); err != nil {
		return err
	}
	trace.Passed(ctx, "username and attributes fit the pool's schema")
	return p.checkTemporary(ctx, in.TemporaryPassword)
}

// checkTemporary holds a temporary password against the policy; one that is to be drawn keeps it.
// Callers hold mu.
func (p *pool) checkTemporary(ctx context.Context, password string) error {
	if password == "" {
		return nil
	}
	return p.conforms(ctx, password, adminPrefix)
}

// invited stores the new user, or finds the one who is to be invited again, with the temporary
// password set. It takes and gives back mu.
func (s *Service) invited(ctx context.Context, p *pool, in AdminCreateUserRequest, password string) (*user, error) {
	if in.MessageAction == "RESEND" {
		return s.invitedAgain(ctx, in, password)
	}
	u := s.newUser(p, in.Username, attributeMap(in.UserAttributes))
	asked := &PreSignUp{Event: s.event("PreSignUp_AdminCreateUser", p, nil, u.name, u, in.ClientMetadata), ValidationData: attributeMap(in.ValidationData)}
	if err := run(ctx, "PreSignUp", s.triggersOf(p).PreSignUp, asked); err != nil {
		return nil, err
	}
	u.status = statusForceChange
	if in.TemporaryPassword == "" && p.passwordless() {
		u.status = statusConfirmed // they can sign in without any password
	} else {
		u.password = s.hash(p, u, password)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := p.free(in.Username, u); err != nil {
		trace.Failed(ctx, "the username is free")
		if err == errUserExists {
			return nil, errAccountExists
		}
		return nil, err
	}
	trace.Passed(ctx, "the username is free")
	if kind, other := p.clash(u, u); other != nil {
		if !in.ForceAliasCreation {
			trace.Failed(ctx, "the %s is nobody else's alias", kind)
			return nil, errAliasTaken.Saying(kind).Because("%s has verified the same address; ForceAliasCreation would move it", other.name)
		}
		p.takeAliases(u)
	}
	p.add(u)
	return u, nil
}
