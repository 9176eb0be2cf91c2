// Package saml is as much of SAML 2.0 as user pools and identity pools need to take people from a company's identity provider: a request
// in the address, an answer in a form, metadata.
//
// What is simplified, and must not be taken for the real thing: an assertion is signed as the very bytes in which it is
// sent, where SAML signs its canonical form (XML Signature), and no encryption, artifacts or logout exist. What holds as in
// the real thing: nothing is read that the provider's key has not signed. Open checks the signature first and parses the
// signed bytes only, so an assertion wrapped around another, or put beside it, is never looked at.
//
// https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf
package saml

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/big"
	"time"
)

// ErrMalformed says that a message is not what this package reads; ErrSignature, that the key has not signed it.
var (
	ErrMalformed = errors.New("not a SAML message of this shape")
	ErrSignature = errors.New("the assertion is not signed by the provider's key")
)

// maxMessage is the longest message that is unpacked, in bytes.
const maxMessage = 64 << 10

// Request asks a provider to say who somebody is.
type Request struct {
	XMLName  xml.Name  `xml:"urn:oasis:names:tc:SAML:2.0:protocol AuthnRequest"`
	ID       string    `xml:"ID,attr"`
	Issued   time.Time `xml:"IssueInstant,attr"`
	Return   string    `xml:"AssertionConsumerServiceURL,attr"` // where the answer is to be posted
	Audience string    `xml:"urn:oasis:names:tc:SAML:2.0:assertion Issuer"`
}

// Encode packs a request for the address: deflated, then base64.
//
// https://docs.oasis-open.org/security/saml/v2.0/saml-bindings-2.0-os.pdf section 3.4
func (r Request) Encode() (string, error) {
	data, err := xml.Marshal(r)
	if err != nil {
		return "", err
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(data); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(packed.Bytes()), nil
}

// ParseRequest unpacks what Encode has packed.
func ParseRequest(text string) (Request, error) {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return Request{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxMessage))
	if err != nil {
		return Request{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	var r Request
	if err := xml.Unmarshal(data, &r); err != nil {
		return Request{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return r, nil
}

// Attribute is one thing that a provider says about a person.
type Attribute struct {
	Name   string   `xml:"Name,attr"`
	Values []string `xml:"urn:oasis:names:tc:SAML:2.0:assertion AttributeValue"`
}

// Assertion says who somebody is, to whom, and for how long it may be believed.
type Assertion struct {
	XMLName    xml.Name    `xml:"urn:oasis:names:tc:SAML:2.0:assertion Assertion"`
	ID         string      `xml:"ID,attr"`
	Issued     time.Time   `xml:"IssueInstant,attr"`
	Issuer     string      `xml:"urn:oasis:names:tc:SAML:2.0:assertion Issuer"`
	Subject    Subject     `xml:"urn:oasis:names:tc:SAML:2.0:assertion Subject"`
	Conditions Conditions  `xml:"urn:oasis:names:tc:SAML:2.0:assertion Conditions"`
	Attributes []Attribute `xml:"urn:oasis:names:tc:SAML:2.0:assertion AttributeStatement>Attribute"`
}

// Subject is the person, and the request that is answered.
type Subject struct {
	NameID    string `xml:"urn:oasis:names:tc:SAML:2.0:assertion NameID"`
	Confirmed struct {
		Data Confirmation `xml:"urn:oasis:names:tc:SAML:2.0:assertion SubjectConfirmationData"`
	} `xml:"urn:oasis:names:tc:SAML:2.0:assertion SubjectConfirmation"`
}

// Confirmation binds an assertion to a request, an address and a time.
type Confirmation struct {
	InResponseTo string    `xml:"InResponseTo,attr"`
	Recipient    string    `xml:"Recipient,attr"`
	NotOnOrAfter time.Time `xml:"NotOnOrAfter,attr"`
}

// Conditions say for whom, and when, an assertion counts.
type Conditions struct {
	NotBefore    time.Time `xml:"NotBefore,attr"`
	NotOnOrAfter time.Time `xml:"NotOnOrAfter,attr"`
	Audience     string    `xml:"urn:oasis:names:tc:SAML:2.0:assertion AudienceRestriction>Audience"`
}

// envelope is the answer around an assertion.
type envelope struct {
	XMLName   xml.Name `xml:"urn:oasis:names:tc:SAML:2.0:protocol Response"`
	Signature string   `xml:"urn:poolschool:signature Signature"` // base64 of RSA-SHA256 over the assertion's bytes
	Inner     string   `xml:"urn:poolschool:signature Signed"`    // base64 of the assertion's bytes
}

// Sign packs an assertion into the field SAMLResponse of a form.
func Sign(a Assertion, key *rsa.PrivateKey) (string, error) {
	inner, err := xml.Marshal(a)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(inner)
	signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, sum[:])
	if err != nil {
		return "", err
	}
	data, err := xml.Marshal(envelope{Signature: base64.StdEncoding.EncodeToString(signature), Inner: base64.StdEncoding.EncodeToString(inner)})
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(data), nil
}

// Open checks the signature of an answer and reads its assertion. Whom it is for, and when, is the caller's to check.
func Open(text string, key *rsa.PublicKey) (Assertion, error) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return Assertion{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	var e envelope
	if err := xml.Unmarshal(data, &e); err != nil {
		return Assertion{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	signature, err := base64.StdEncoding.DecodeString(e.Signature)
	if err != nil {
		return Assertion{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	inner, err := base64.StdEncoding.DecodeString(e.Inner)
	if err != nil {
		return Assertion{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	sum := sha256.Sum256(inner)
	if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature); err != nil {
		return Assertion{}, ErrSignature
	}
	var a Assertion
	if err := xml.Unmarshal(inner, &a); err != nil {
		return Assertion{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return a, nil
}

// Metadata is what a provider publishes about itself.
type Metadata struct {
	XMLName  xml.Name `xml:"urn:oasis:names:tc:SAML:2.0:metadata EntityDescriptor"`
	EntityID string   `xml:"entityID,attr"`
	Provider struct {
		Key struct {
			Info struct {
				Value struct {
					RSA struct {
						Modulus  string // base64, big-endian
						Exponent string // base64, big-endian
					} `xml:"RSAKeyValue"`
				} `xml:"KeyValue"`
			} `xml:"http://www.w3.org/2000/09/xmldsig# KeyInfo"`
		} `xml:"urn:oasis:names:tc:SAML:2.0:metadata KeyDescriptor"`
		SignIn struct {
			Binding  string `xml:"Binding,attr"`
			Location string `xml:"Location,attr"`
		} `xml:"urn:oasis:names:tc:SAML:2.0:metadata SingleSignOnService"`
	} `xml:"urn:oasis:names:tc:SAML:2.0:metadata IDPSSODescriptor"`
}

// Describe makes a provider's metadata: who it is, where people sign in, its key.
func Describe(entityID, signIn string, key *rsa.PublicKey) ([]byte, error) {
	var m Metadata
	m.EntityID = entityID
	m.Provider.SignIn.Binding, m.Provider.SignIn.Location = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect", signIn
	m.Provider.Key.Info.Value.RSA.Modulus = base64.StdEncoding.EncodeToString(key.N.Bytes())
	m.Provider.Key.Info.Value.RSA.Exponent = base64.StdEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes())
	return xml.MarshalIndent(m, "", "  ")
}

// ParseMetadata reads a provider's metadata, and its key.
func ParseMetadata(data []byte) (Metadata, *rsa.PublicKey, error) {
	var m Metadata
	if err := xml.Unmarshal(data, &m); err != nil {
		return Metadata{}, nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	n, err := base64.StdEncoding.DecodeString(m.Provider.Key.Info.Value.RSA.Modulus)
	if err != nil {
		return Metadata{}, nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	e, err := base64.StdEncoding.DecodeString(m.Provider.Key.Info.Value.RSA.Exponent)
	if err != nil {
		return Metadata{}, nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	const fewestBits = 2048
	exponent, modulus := new(big.Int).SetBytes(e), new(big.Int).SetBytes(n)
	if !exponent.IsInt64() || exponent.Int64() < 3 || exponent.Int64() > 1<<31-1 || modulus.BitLen() < fewestBits || m.Provider.SignIn.Location == "" {
		return Metadata{}, nil, fmt.Errorf("%w: the metadata lacks a key or an address", ErrMalformed)
	}
	return m, &rsa.PublicKey{N: modulus, E: int(exponent.Int64())}, nil
}
