package simtest

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

// hashHeader is where S3 is told what the body is.
const hashHeader = "X-Amz-Content-Sha256"

// sign signs the next call with the credentials that "as" named, once. A script that says itself what the body is (a
// streaming upload) is taken at its word.
func (p *player) sign(req *http.Request, service string) error {
	hash := req.Header.Get(hashHeader)
	if hash == "" {
		data, err := bodyOf(req)
		if err != nil {
			return err
		}
		hash = sigv4.Hash(data)
	}
	keys := *p.signer
	p.signer = nil
	return sigv4.Sign(req, keys, service, p.regionFor(service), p.door.Now(), hash)
}

// regionFor is what the credential scope names: the script's choice, or the account's. IAM has no region and is signed
// for the first.
func (p *player) regionFor(service string) string {
	region := p.region
	p.region = ""
	switch {
	case region != "":
		return region
	case service == "iam":
		return "us-east-1"
	}
	return p.door.Values()["region"]
}

func bodyOf(req *http.Request) ([]byte, error) {
	if req.GetBody == nil {
		return nil, nil
	}
	body, err := req.GetBody()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(body)
}

// scopeOf is the service for which a plain HTTP request is signed: S3, or the application behind API Gateway.
func scopeOf(host string) string {
	if strings.Contains(host, "s3.") {
		return "s3"
	}
	return "execute-api"
}

// presign makes a URL that carries its signature: presign NAME = LIFE METHOD ADDRESS.
func (p *player) presign(rest, _ string) error {
	name, what, ok := strings.Cut(rest, " = ")
	words := strings.Fields(what)
	if !ok || len(words) != 3 || p.signer == nil {
		return errors.New(`write: as CREDENTIALS, then presign NAME = LIFE METHOD ADDRESS`)
	}
	life, err := time.ParseDuration(words[0])
	if err != nil {
		return err
	}
	req, err := http.NewRequest(words[1], words[2], http.NoBody)
	if err != nil {
		return err
	}
	keys, service := *p.signer, scopeOf(req.URL.Host)
	p.signer = nil
	p.values[name], err = sigv4.Presign(req, keys, service, p.regionFor(service), p.door.Now(), life)
	return err
}

// streamed takes the member Body out of the input of an operation that streams it. S3's bodies are no JSON.
func streamed(op wire.Operation, input []byte) (rest, payload []byte, err error) {
	if op.Name != "PutObject" && op.Name != "UploadPart" || op.Service != "s3" {
		return input, nil, nil
	}
	members := map[string]jsontext.Value{}
	if err := json.Unmarshal(input, &members); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", op.Name, err)
	}
	var text string
	if raw, ok := members["Body"]; ok {
		if err := json.Unmarshal(raw, &text); err != nil {
			return nil, nil, fmt.Errorf("%s: Body: %w", op.Name, err)
		}
		delete(members, "Body")
	}
	rest, err = json.Marshal(members)
	return rest, []byte(text), err
}
