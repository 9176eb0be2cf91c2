package userpool

import (
	"context"
	"slices"
	"strconv"

	"poolschool/sim/trace"
)

// SignUpRequest registers a new user.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html
type SignUpRequest struct {
	ClientId       string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	SecretHash     string `min:"1" max:"128" pattern:"[\\w+=/]+" secret:"true"`
	Username       string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	Password       string `max:"256" secret:"true"`
	UserAttributes []Attribute
	ValidationData []Attribute
	ClientMetadata map[string]string
}

// SignUpResponse says whether the user still has to confirm, and where the code went.
type SignUpResponse struct {
	UserConfirmed       bool
	UserSub             string
	CodeDeliveryDetails *CodeDeliveryDetails `json:",omitzero"`
	Session             string               `json:",omitempty" secret:"true"`
}

// Refusals of SignUp.
var (
	errUserExists     = refusal("UsernameExistsException", "User already exists")
	errEmailExists    = refusal("UsernameExistsException", "An account with the given %s already exists.")
	errAdminOnly      = refusal("NotAuthorizedException", "SignUp is not permitted for this user pool")
	errWriteDenied    = refusal("NotAuthorizedException", "A client attempted to write unauthorized attribute")
	errNoPassword     = refusal("InvalidParameterException", "Missing required parameter Password")
	errPreferredEarly = refusal("InvalidParameterException", "User attributes cannot contain preferred_username before the user is confirmed, since it is an alias in this user pool.")
)

// SignUp stores a new, unconfirmed user and sends a code to the attribute that the pool
// verifies.
func (s *Service) SignUp(ctx context.Context, in SignUpRequest) (SignUpResponse, error) {
	s.mu.RLock()
	c, err := s.clientOf(ctx, in.ClientId, in.Username, in.SecretHash)
	if err == nil {
		err = c.checkSignUp(ctx, in)
	}
	s.mu.RUnlock()
	if err != nil {
		return SignUpResponse{}, err
	}
	u := s.newUser(c.pool, in.Username, attributeMap(in.UserAttributes))
	asked := &PreSignUp{Event: s.event("PreSignUp_SignUp", c.pool, c, u.name, u, in.ClientMetadata), ValidationData: attributeMap(in.ValidationData)}
	if err := run(ctx, "PreSignUp", s.triggersOf(c.pool).PreSignUp, asked); err != nil {
		return SignUpResponse{}, err
	}
	u.password = s.hash(c.pool, u, in.Password)
	attribute, err := s.store(ctx, c.pool, in.Username, u, asked)
	if err != nil {
		return SignUpResponse{}, err
	}
	out := SignUpResponse{UserSub: u.sub, UserConfirmed: asked.AutoConfirmUser}
	if out.UserConfirmed {
		trace.Summarize(ctx, "user %s, CONFIRMED", in.Username)
		return out, s.confirmed(ctx, c.pool, c, u, in.ClientMetadata)
	}
	trace.Summarize(ctx, "user %s, UNCONFIRMED", in.Username)
	out.Session = s.signUpSession(c, u, in.Username, waitsForConfirmation)
	if attribute != "" {
		out.CodeDeliveryDetails, err = s.send(ctx, c, c.pool, u, signUpCode, attribute, u.attributes[attribute], in.ClientMetadata)
	}
	return out, err
}

// store puts a new user into the pool, as the pre sign-up trigger decided, and says to which
// attribute a code has to go: "" for none. It takes and gives back mu.
func (s *Service) store(ctx context.Context, p *pool, typed string, u *user, decided *PreSignUp) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := p.free(typed, u); err != nil {
		trace.Failed(ctx, "the username is free")
		return "", err
	}
	trace.Passed(ctx, "the username is free")
	for kind, verify := range map[string]bool{"email": decided.AutoVerifyEmail, "phone_number": decided.AutoVerifyPhone} {
		if u.attributes[kind] != "" {
			u.attributes[kind+"_verified"] = strconv.FormatBool(verify)
		}
	}
	if kind, other := p.clash(u, u); other != nil {
		return "", errAliasTaken.Saying(kind).Because("%s has verified the same address", other.name)
	}
	if decided.AutoConfirmUser {
		u.status = statusConfirmed
	}
	p.add(u)
	if u.status == statusConfirmed {
		return "", nil
	}
	return p.autoVerified(u), nil
}

// confirmed tells the pool's function that a user has confirmed.
func (s *Service) confirmed(ctx context.Context, p *pool, c *client, u *user, metadata map[string]string) error {
	e := &PostConfirmation{Event: s.event("PostConfirmation_ConfirmSignUp", p, c, u.name, u, metadata)}
	return run(ctx, "PostConfirmation", s.triggersOf(p).PostConfirmation, e)
}

// checkSignUp holds a sign-up against the rules of the pool and the client. Callers hold mu.
func (c *client) checkSignUp(ctx context.Context, in SignUpRequest) error {
	if c.pool.AdminCreateOnly {
		trace.Failed(ctx, "people may sign up by themselves here")
		return errAdminOnly.Because("only administrators create users here (AllowAdminCreateUserOnly)")
	}
	if err := c.checkFirstPassword(ctx, in.Password); err != nil {
		return err
	}
	attributes := attributeMap(in.UserAttributes)
	if err := c.checkWritable(ctx, attributes); err != nil {
		return err
	}
	if attributes["preferred_username"] != "" && slices.Contains(c.pool.AliasAttributes, "preferred_username") {
		trace.Failed(ctx, "preferred_username, an alias here, waits until the user is confirmed")
		return errPreferredEarly
	}
	if err := c.pool.checkNew(in.Username, attributes); err != nil {
		trace.Failed(ctx, "username and attributes fit the pool's schema")
		return err
	}
	trace.Passed(ctx, "username and attributes fit the pool's schema")
	return nil
}

// checkFirstPassword asks for a password, unless this client's users can sign in without one.
func (c *client) checkFirstPassword(ctx context.Context, password string) error {
	if password == "" {
		if c.passwordless() {
			return nil
		}
		return errNoPassword.Because("no sign-in without a password is open to this client's users")
	}
	return c.pool.conforms(ctx, password, selfPrefix)
}

// passwordless reports whether users of the client can sign in with a code alone.
func (c *client) passwordless() bool {
	return slices.Contains(c.Flows, "ALLOW_USER_AUTH") && c.pool.passwordless()
}

func (p *pool) passwordless() bool {
	return slices.ContainsFunc(p.FirstFactors, func(f string) bool { return f != "PASSWORD" })
}

// newUser makes a profile; it is not in the pool yet.
func (s *Service) newUser(p *pool, username string, attributes map[string]string) *user {
	now := s.Clock.Now()
	u := &user{
		name: p.fold(username), sub: s.Chance.ID(), status: statusUnconfirmed,
		attributes: attributes, created: now, modified: now, passwordSet: now,
	}
	if len(p.UsernameAttributes) > 0 {
		// The typed address becomes an attribute; the username is generated and equals sub.
		u.attributes[p.addressKind(username)] = username
		u.name = u.sub
	}
	return u
}

// free refuses a new user whose name is taken. In a pool whose usernames are addresses, that is
// any address of the user. Callers hold mu.
func (p *pool) free(typed string, u *user) error {
	if len(p.UsernameAttributes) > 0 {
		if kind, other := p.clash(u, u); other != nil {
			return errEmailExists.Saying(kind)
		}
		return nil
	}
	if _, taken := p.users[p.fold(typed)]; taken {
		return errUserExists
	}
	return nil
}

// autoVerified is the attribute to which the confirmation code goes: the phone number
// before the e-mail, or none.
func (p *pool) autoVerified(u *user) string {
	for _, attribute := range []string{"phone_number", "email"} {
		if slices.Contains(p.AutoVerify, attribute) && u.attributes[attribute] != "" {
			return attribute
		}
	}
	return ""
}
