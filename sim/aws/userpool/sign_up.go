package userpool

import (
	"context"
	"slices"
	"strings"

	"poolschool/sim/aws/userpool/srp"
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
	Session             string               `json:",omitempty"`
}

// Refusals of SignUp.
var (
	errUserExists  = refusal("UsernameExistsException", "User already exists")
	errEmailExists = refusal("UsernameExistsException", "An account with the given %s already exists.")
	errAdminOnly   = refusal("NotAuthorizedException", "SignUp is not permitted for this user pool")
	errWriteDenied = refusal("NotAuthorizedException", "A client attempted to write unauthorized attribute")
	errNoPassword  = refusal("InvalidParameterException", "Missing required parameter Password")
)

// SignUp stores a new, unconfirmed user and sends a code to the attribute that the pool
// verifies.
func (s *Service) SignUp(ctx context.Context, in SignUpRequest) (SignUpResponse, error) {
	s.mu.RLock()
	c, err := s.findClient(in.ClientId)
	s.mu.RUnlock()
	if err != nil {
		return SignUpResponse{}, err
	}
	if err := c.checkSignUp(ctx, in); err != nil {
		return SignUpResponse{}, err
	}
	u := s.newUser(c.pool, in.Username, attributeMap(in.UserAttributes))
	u.password = srp.NewPassword(c.pool.who(u), in.Password, s.Chance.Bytes(saltLength))
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := c.pool.free(in.Username); err != nil {
		trace.Failed(ctx, "the username is free")
		return SignUpResponse{}, err
	}
	trace.Passed(ctx, "the username is free")
	c.pool.add(u)
	out := SignUpResponse{UserSub: u.sub}
	if attribute := c.pool.autoVerified(u); attribute != "" {
		out.CodeDeliveryDetails = s.sendCode(c.pool, u, forSignUp, attribute, signUpCodeLife,
			"Your verification code", "Your confirmation code is {####}")
		trace.Passed(ctx, "a code was sent to the user's %s", attribute)
	}
	trace.Summarize(ctx, "user %s, UNCONFIRMED", u.name)
	return out, nil
}

// saltLength of a password record, in bytes.
const saltLength = 16

func (c *client) checkSignUp(ctx context.Context, in SignUpRequest) error {
	if err := c.checkSecretHash(ctx, in.Username, in.SecretHash); err != nil {
		return err
	}
	if c.pool.AdminCreateOnly {
		return errAdminOnly.Because("only administrators create users here (AllowAdminCreateUserOnly)")
	}
	if in.Password == "" {
		return errNoPassword
	}
	if err := c.pool.conforms(in.Password, selfPrefix); err != nil {
		trace.Failed(ctx, "the password keeps the pool's policy")
		return err
	}
	trace.Passed(ctx, "the password keeps the pool's policy")
	for _, a := range in.UserAttributes {
		if !c.writable(a.Name) {
			return errWriteDenied.Because("this client may not write %s", a.Name)
		}
	}
	return c.pool.checkNew(in.Username, attributeMap(in.UserAttributes))
}

func attributeMap(list []Attribute) map[string]string {
	m := make(map[string]string, len(list))
	for _, a := range list {
		m[a.Name] = a.Value
	}
	return m
}

// newUser makes a profile; it is not in the pool yet.
func (s *Service) newUser(p *pool, username string, attributes map[string]string) *user {
	now := s.Clock.Now()
	u := &user{
		name: p.fold(username), sub: s.Chance.ID(), status: statusUnconfirmed,
		attributes: attributes, created: now, modified: now,
		codes: map[codePurpose]*code{}, sessions: map[string]*session{},
	}
	if len(p.UsernameAttributes) > 0 {
		// The typed address becomes an attribute; the username is generated and equals sub.
		u.attributes[p.addressKind(username)] = username
		u.name = u.sub
	}
	return u
}

// free refuses a name that is taken. Callers hold mu.
func (p *pool) free(name string) error {
	if len(p.UsernameAttributes) > 0 {
		kind := p.addressKind(name)
		for _, u := range p.users {
			if u.attributes[kind] == name {
				return errEmailExists.Saying(kind)
			}
		}
		return nil
	}
	if _, taken := p.users[p.fold(name)]; taken {
		return errUserExists
	}
	return nil
}

// add stores a user. Callers hold mu.
func (p *pool) add(u *user) {
	p.users[u.name], p.subs[u.sub] = u, u
	p.index(u)
}

// index keeps the names under which a user can sign in besides username and sub: an address
// that is the username from the start, an alias once it is verified. Callers hold mu.
func (p *pool) index(u *user) {
	for _, kind := range p.UsernameAttributes {
		if address := u.attributes[kind]; address != "" {
			p.aliases[p.fold(address)] = u
		}
	}
	for _, kind := range p.AliasAttributes {
		if address := u.attributes[kind]; address != "" && (kind == "preferred_username" || u.verified(kind)) {
			p.aliases[p.fold(address)] = u
		}
	}
}

func (p *pool) addressKind(name string) string {
	if strings.HasPrefix(name, "+") && slices.Contains(p.UsernameAttributes, "phone_number") {
		return "phone_number"
	}
	return "email"
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
