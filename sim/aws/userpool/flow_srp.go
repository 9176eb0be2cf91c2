package userpool

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"time"

	"poolschool/sim/aws/userpool/srp"
	"poolschool/sim/trace"
)

// exchange is one run of Secure Remote Password, between its two steps.
type exchange struct {
	server srp.Server
	a      *big.Int // the client's public value
	who    srp.User
	block  []byte // SECRET_BLOCK
}

const (
	challengePassword = "PASSWORD_VERIFIER"
	challengeDevice   = "DEVICE_PASSWORD_VERIFIER"
)

// Lengths of what the pool draws for one exchange, in bytes.
const (
	secretValue = 32
	secretBlock = 1024
)

// errBadSRP answers a public value that would give the key away. AWS's words are not recorded.
var errBadSRP = refusal("InvalidParameterException", "SRP_A is not acceptable")

// srpAuth is the first step of USER_SRP_AUTH. It says nothing about the password: also a user
// who does not exist gets salt and public value, where the client hides that.
func (s *Service) srpAuth(ctx context.Context, c *client, in start) (InitiateAuthResponse, error) {
	a, err := s.begin(ctx, c, in, "SRP_A")
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	out, err := s.verifier(ctx, a, in.parameters["SRP_A"])
	// The session string is left out as at AWS: SECRET_BLOCK alone leads back here.
	out.Session = ""
	return out, err
}

// verifier opens an exchange over the user's password.
func (s *Service) verifier(ctx context.Context, a attempt, publicA string) (InitiateAuthResponse, error) {
	record, who := a.client.pool.fakeRecord(a.name), srp.User{Pool: a.client.pool.short(), Name: a.client.pool.fakeID(a.name)}
	if a.user != nil {
		s.mu.RLock()
		// A user without a password keeps the record that nothing fits.
		if a.user.password.Verifier != nil {
			record = a.user.password
		}
		who = a.client.pool.who(a.user)
		s.mu.RUnlock()
	}
	return s.openExchange(ctx, a, challengePassword, publicA, record, who, map[string]string{"USERNAME": who.Name, "USER_ID_FOR_SRP": who.Name})
}

// openExchange makes the pool's half of an exchange and keeps it under the secret block as well as
// under the session.
func (s *Service) openExchange(ctx context.Context, a attempt, challenge, publicA string, record srp.Password, who srp.User, parameters map[string]string) (InitiateAuthResponse, error) {
	public, err := srp.ParsePublic(publicA)
	if err != nil {
		trace.Failed(ctx, "SRP_A is a number, and not 0 mod N")
		return InitiateAuthResponse{}, errBadSRP.Because("%v", err)
	}
	x := &exchange{server: srp.NewServer(record, s.Chance.Bytes(secretValue)), a: public, who: who, block: s.Chance.Bytes(secretBlock)}
	a.exchange = x
	block := base64.StdEncoding.EncodeToString(x.block)
	parameters["SALT"], parameters["SRP_B"], parameters["SECRET_BLOCK"] = srp.Hex(record.Salt), srp.Hex(x.server.B), block
	trace.Passed(ctx, "SRP_A is a number, and not 0 mod N; SRP_B is drawn")
	out := s.ask(ctx, a, challenge, parameters)
	s.mu.Lock()
	p := a.client.pool
	p.attempts[fingerprint(block)] = p.attempts[fingerprint(out.Session)]
	s.mu.Unlock()
	return out, nil
}

// timestampLayout is how clients write the time that they sign: no zero before the day.
const timestampLayout = "Mon Jan 2 15:04:05 UTC 2006"

// timestampSkew is how far that time may be off. AWS's window is not published.
const timestampSkew = 5 * time.Minute

// fresh reports whether a timestamp is near the account's time, or the machine's.
func (s *Service) fresh(timestamp string) bool {
	t, err := time.Parse(timestampLayout, timestamp)
	if err != nil {
		return false
	}
	for _, now := range s.times() {
		if now.Sub(t).Abs() <= timestampSkew {
			return true
		}
	}
	return false
}

// proves checks a claim: whoever made it knows the password, and made it now, for this exchange.
func (s *Service) proves(ctx context.Context, x *exchange, responses map[string]string) bool {
	if !s.fresh(responses["TIMESTAMP"]) {
		trace.Failed(ctx, "TIMESTAMP is now, written as %q", s.Clock.Now().Format(timestampLayout))
		return false
	}
	trace.Passed(ctx, "TIMESTAMP is now")
	claim, err := base64.StdEncoding.DecodeString(responses["PASSWORD_CLAIM_SIGNATURE"])
	if err != nil {
		trace.Failed(ctx, "PASSWORD_CLAIM_SIGNATURE is base64")
		return false
	}
	key, err := x.server.Key(x.a)
	return err == nil && srp.ClaimMatches(key, x.who, x.block, responses["TIMESTAMP"], claim)
}

// answerVerifier is the second step: does the client know the password?
func (s *Service) answerVerifier(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	// Each guess costs an exchange of its own, so the session is spent either way.
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if key := in.responses["DEVICE_KEY"]; key != "" {
		next.deviceKey = key
	}
	if err := s.admit(ctx, next); err != nil {
		return InitiateAuthResponse{}, err
	}
	fits := s.proves(ctx, next.exchange, in.responses)
	if err := s.judge(ctx, next.user, fits, "the signature was made with the password, for this exchange"); err != nil {
		return InitiateAuthResponse{}, err
	}
	if next.flow == flowCustom {
		next.custom.rounds = append(next.custom.rounds, Round{ChallengeName: challengePassword, ChallengeResult: true})
		return s.define(ctx, next)
	}
	return s.proceed(ctx, next)
}

// fakeID is the user id of somebody who does not exist: always the same for a name, and of
// the shape that a real one has.
func (p *pool) fakeID(name string) string {
	h := hex.EncodeToString(p.fake("id", name))
	return h[:8] + "-" + h[8:12] + "-4" + h[13:16] + "-a" + h[17:20] + "-" + h[20:32]
}

// fakeRecord is a password record with a stable salt that no password fits.
func (p *pool) fakeRecord(name string) srp.Password {
	return srp.NewPassword(srp.User{}, string(p.fake("password", name)), p.fake("salt", name)[:saltLength])
}

func (p *pool) fake(what, name string) []byte {
	mac := hmac.New(sha256.New, p.salt)
	mac.Write([]byte(what + ":" + p.fold(name)))
	return mac.Sum(nil)
}
