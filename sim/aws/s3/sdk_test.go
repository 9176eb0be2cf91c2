package s3

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awss3 "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"poolschool/sim/wire/sigv4"
)

func readRequest(b *bytes.Buffer) (*http.Request, error) {
	return http.ReadRequest(bufio.NewReader(b))
}

// sdk is the official client, unchanged but for its transport.
func (l *lab) sdk(c sigv4.Credentials, change ...func(*awss3.Options)) *awss3.Client {
	provider := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: c.AccessKeyID, SecretAccessKey: c.SecretKey, SessionToken: c.Token}, nil
	})
	return awss3.New(awss3.Options{
		Region: "us-east-1", Credentials: provider, HTTPClient: &http.Client{Transport: l}, RetryMaxAttempts: 1,
		// What config.LoadDefaultConfig sets.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported, ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
	}, change...)
}

func pathStyle(o *awss3.Options) { o.UsePathStyle = true }

func plainHTTP(o *awss3.Options) {
	o.BaseEndpoint, o.UsePathStyle = aws.String("http://localhost:4566"), true
}

// newSDKLab runs by the machine's clock, because the client signs by it.
func newSDKLab(t testing.TB) *lab { return newLabAt(t, time.Now) }

func TestTheSDKPutsAndGetsOddKeys(t *testing.T) {
	ctx := context.Background()
	for _, style := range []struct {
		name    string
		options []func(*awss3.Options)
	}{
		{"virtual-hosted over https: trailing checksum", nil},
		{"path style over https", []func(*awss3.Options){pathStyle}},
		{"path style over http: checksum in the header", []func(*awss3.Options){plainHTTP}},
		{"no checksums at all", []func(*awss3.Options){func(o *awss3.Options) {
			o.RequestChecksumCalculation, o.ResponseChecksumValidation = aws.RequestChecksumCalculationWhenRequired, aws.ResponseChecksumValidationWhenRequired
		}}},
	} {
		l := newSDKLab(t)
		client := l.sdk(ownerKeys, style.options...)
		for _, key := range []string{"cat.jpg", "a//b", "ünï code+plus (1)//a.jpg", "a/../b%20c*~'.jpg", "!$&'()*+,;=:@", "/leading", "trailing/", " ", "...", "q?x#y"} {
			put, err := client.PutObject(ctx, &awss3.PutObjectInput{Bucket: aws.String("photos"), Key: &key, Body: strings.NewReader("hello " + key), Metadata: map[string]string{"Note": "a b"}})
			if err != nil {
				t.Errorf("%s: put %q: %v", style.name, key, err)
				continue
			}
			got, err := client.GetObject(ctx, &awss3.GetObjectInput{Bucket: aws.String("photos"), Key: &key})
			if err != nil {
				t.Errorf("%s: get %q: %v", style.name, key, err)
				continue
			}
			body, err := io.ReadAll(got.Body)
			if err != nil || string(body) != "hello "+key || aws.ToString(got.ETag) != aws.ToString(put.ETag) || got.Metadata["note"] != "a b" {
				t.Errorf("%s: %q came back as %q, %v, %v", style.name, key, body, got.Metadata, err)
			}
			if got.ContentEncoding != nil {
				t.Errorf("%s: %q is encoded as %q, want nothing left of the transport", style.name, key, *got.ContentEncoding)
			}
		}
	}
}

func TestTheSDKSendsEveryChecksum(t *testing.T) {
	ctx := context.Background()
	l := newSDKLab(t)
	for _, scheme := range [][]func(*awss3.Options){nil, {plainHTTP}} {
		for _, algorithm := range types.ChecksumAlgorithm("").Values() {
			if newHash(string(algorithm)) == nil {
				continue // newer than this simulator
			}
			client := l.sdk(ownerKeys, scheme...)
			key := "sum-" + string(algorithm)
			_, err := client.PutObject(ctx, &awss3.PutObjectInput{Bucket: aws.String("photos"), Key: &key, Body: strings.NewReader("hello"), ChecksumAlgorithm: algorithm})
			if err != nil {
				t.Errorf("%s: %v", algorithm, err)
				continue
			}
			if got := l.object("photos", key).checksum; got.algorithm != string(algorithm) || got.kind != fullObject {
				t.Errorf("%s: stored %+v", algorithm, got)
			}
			got, err := client.GetObject(ctx, &awss3.GetObjectInput{Bucket: aws.String("photos"), Key: &key})
			if err != nil {
				t.Errorf("%s: %v", algorithm, err)
				continue
			}
			if _, err := io.ReadAll(got.Body); err != nil { // the SDK compares the checksum here
				t.Errorf("%s: %v", algorithm, err)
			}
		}
	}
}

func TestTheSDKReadsRefusals(t *testing.T) {
	ctx := context.Background()
	l := newSDKLab(t)
	l.mustPut("uploads/us-east-1:9999/b.jpg", "secret")
	ana := l.sdk(anaKeys)
	photos := aws.String("photos")
	for _, tt := range []struct {
		name string
		call func() error
		code string
		says string
	}{
		{"another's folder", func() error {
			_, err := ana.PutObject(ctx, &awss3.PutObjectInput{Bucket: photos, Key: aws.String("uploads/us-east-1:9999/cat.jpg"), Body: strings.NewReader("x")})
			return err
		}, "AccessDenied", `User: arn:aws:sts::111122223333:assumed-role/AppUser/CognitoIdentityCredentials is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::photos/uploads/us-east-1:9999/cat.jpg" because no identity-based policy allows the s3:PutObject action`},
		{"the own folder's missing object, without ListBucket on the bucket", func() error {
			_, err := ana.GetObject(ctx, &awss3.GetObjectInput{Bucket: photos, Key: aws.String("uploads/us-east-1:7f3c/none")})
			return err
		}, "AccessDenied", `s3:ListBucket on resource: "arn:aws:s3:::photos"`},
		{"a missing object for who may list", func() error {
			_, err := l.sdk(ownerKeys).GetObject(ctx, &awss3.GetObjectInput{Bucket: photos, Key: aws.String("none")})
			return err
		}, "NoSuchKey", "The specified key does not exist."},
		{"a missing bucket", func() error {
			_, err := ana.ListObjectsV2(ctx, &awss3.ListObjectsV2Input{Bucket: aws.String("no-such-bucket")})
			return err
		}, "NoSuchBucket", "The specified bucket does not exist"},
		{"a listing without a prefix", func() error {
			_, err := ana.ListObjectsV2(ctx, &awss3.ListObjectsV2Input{Bucket: photos})
			return err
		}, "AccessDenied", "because no identity-based policy allows the s3:ListBucket action"},
		{"a wrong secret", func() error {
			_, err := l.sdk(sigv4.Credentials{AccessKeyID: "AKIAOWNER", SecretKey: "guess"}).ListBuckets(ctx, nil)
			return err
		}, "SignatureDoesNotMatch", "The request signature we calculated"},
		{"HEAD has no body, so the code is lost", func() error {
			_, err := ana.HeadObject(ctx, &awss3.HeadObjectInput{Bucket: photos, Key: aws.String("uploads/us-east-1:9999/b.jpg")})
			return err
		}, "Forbidden", ""},
		{"HEAD of a missing object", func() error {
			_, err := l.sdk(ownerKeys).HeadObject(ctx, &awss3.HeadObjectInput{Bucket: photos, Key: aws.String("none")})
			return err
		}, "NotFound", ""},
	} {
		var refused smithy.APIError
		err := tt.call()
		if !errors.As(err, &refused) || refused.ErrorCode() != tt.code || !strings.Contains(refused.ErrorMessage(), tt.says) {
			t.Errorf("%s: got %v, want %s: %s", tt.name, err, tt.code, tt.says)
		}
	}
	if _, err := ana.ListObjectsV2(ctx, &awss3.ListObjectsV2Input{Bucket: photos, Prefix: aws.String("uploads/us-east-1:7f3c/")}); err != nil {
		t.Errorf("the own folder's listing: %v", err)
	}
}

func TestTheSDKPresigns(t *testing.T) {
	ctx := context.Background()
	l := newSDKLab(t)
	l.mustPut("uploads/us-east-1:7f3c/cat.jpg", "meow")
	presigner := awss3.NewPresignClient(l.sdk(anaKeys))
	for _, tt := range []struct {
		name, key string
		after     time.Duration
		status    int
		says      string
	}{
		{"a good URL", "uploads/us-east-1:7f3c/cat.jpg", 0, 200, "meow"},
		{"a URL that its signer may not read", "uploads/us-east-1:9999/cat.jpg", 0, 403, "not authorized to perform: s3:GetObject"},
		{"after its life", "uploads/us-east-1:7f3c/cat.jpg", 16 * time.Minute, 403, "Request has expired"},
		{"after its credentials' life", "uploads/us-east-1:7f3c/cat.jpg", 45 * time.Minute, 400, "The provided token has expired."},
	} {
		l.clock.Advance(tt.after)
		life := 15 * time.Minute
		u, err := presigner.PresignGetObject(ctx, &awss3.GetObjectInput{Bucket: aws.String("photos"), Key: &tt.key}, awss3.WithPresignExpires(life))
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequest(u.Method, u.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.play(r); got.StatusCode != tt.status || !strings.Contains(got.body, tt.says) {
			t.Errorf("%s: got %d %s, want %d %s", tt.name, got.StatusCode, got.body, tt.status, tt.says)
		}
	}
}

func TestTheSDKUsesBuckets(t *testing.T) {
	ctx := context.Background()
	l := newSDKLab(t)
	client := l.sdk(ownerKeys)
	name := aws.String("new-bucket")
	if _, err := client.CreateBucket(ctx, &awss3.CreateBucketInput{Bucket: name}); err != nil {
		t.Fatal(err)
	}
	if head, err := client.HeadBucket(ctx, &awss3.HeadBucketInput{Bucket: name}); err != nil || aws.ToString(head.BucketRegion) != "us-east-1" {
		t.Errorf("head: %v, %v", head, err)
	}
	if all, err := client.ListBuckets(ctx, nil); err != nil || len(all.Buckets) != 2 || aws.ToString(all.Buckets[0].Name) != "new-bucket" {
		t.Errorf("list: %+v, %v", all, err)
	}
	if where, err := client.GetBucketLocation(ctx, &awss3.GetBucketLocationInput{Bucket: name}); err != nil || where.LocationConstraint != "" {
		t.Errorf("location: %+v, %v", where, err)
	}
	if block, err := client.GetPublicAccessBlock(ctx, &awss3.GetPublicAccessBlockInput{Bucket: name}); err != nil || !aws.ToBool(block.PublicAccessBlockConfiguration.RestrictPublicBuckets) {
		t.Errorf("block: %+v, %v", block, err)
	}
	const public = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::new-bucket/*"}}`
	if _, err := client.PutBucketPolicy(ctx, &awss3.PutBucketPolicyInput{Bucket: name, Policy: aws.String(public)}); err == nil || !strings.Contains(err.Error(), "BlockPublicPolicy") {
		t.Errorf("a public policy under Block Public Access: %v", err)
	}
	if _, err := client.PutPublicAccessBlock(ctx, &awss3.PutPublicAccessBlockInput{Bucket: name, PublicAccessBlockConfiguration: &types.PublicAccessBlockConfiguration{BlockPublicPolicy: aws.Bool(false)}}); err != nil {
		t.Error(err)
	}
	if _, err := client.PutBucketPolicy(ctx, &awss3.PutBucketPolicyInput{Bucket: name, Policy: aws.String(public)}); err != nil {
		t.Error(err)
	}
	if got, err := client.GetBucketPolicy(ctx, &awss3.GetBucketPolicyInput{Bucket: name}); err != nil || aws.ToString(got.Policy) != public {
		t.Errorf("policy: %+v, %v", got, err)
	}
	for _, key := range []string{"a", "b/1", "b/2", "ü"} {
		if _, err := client.PutObject(ctx, &awss3.PutObjectInput{Bucket: name, Key: &key, Body: strings.NewReader(key)}); err != nil {
			t.Error(err)
		}
	}
	if _, err := client.CopyObject(ctx, &awss3.CopyObjectInput{Bucket: name, Key: aws.String("copy"), CopySource: aws.String("new-bucket/%C3%BC")}); err != nil {
		t.Error(err)
	}
	page, err := client.ListObjectsV2(ctx, &awss3.ListObjectsV2Input{Bucket: name, Delimiter: aws.String("/"), MaxKeys: aws.Int32(2)})
	if err != nil || len(page.Contents) != 1 || len(page.CommonPrefixes) != 1 || !aws.ToBool(page.IsTruncated) {
		t.Fatalf("first page: %+v, %v", page, err)
	}
	page, err = client.ListObjectsV2(ctx, &awss3.ListObjectsV2Input{Bucket: name, Delimiter: aws.String("/"), ContinuationToken: page.NextContinuationToken})
	if err != nil || len(page.Contents) != 2 || aws.ToString(page.Contents[1].Key) != "ü" || aws.ToBool(page.IsTruncated) {
		t.Errorf("second page: %+v, %v", page, err)
	}
	gone, err := client.DeleteObjects(ctx, &awss3.DeleteObjectsInput{Bucket: name, Delete: &types.Delete{Objects: []types.ObjectIdentifier{{Key: aws.String("a")}, {Key: aws.String("b/1")}, {Key: aws.String("b/2")}, {Key: aws.String("ü")}, {Key: aws.String("copy")}, {Key: aws.String("never")}}}})
	if err != nil || len(gone.Deleted) != 6 || len(gone.Errors) != 0 {
		t.Errorf("deleted: %+v, %v", gone, err)
	}
	if _, err := client.DeleteBucket(ctx, &awss3.DeleteBucketInput{Bucket: name}); err != nil {
		t.Error(err)
	}
}

func TestTheSDKUploadsInParts(t *testing.T) {
	ctx := context.Background()
	l := newSDKLab(t)
	client := l.sdk(ownerKeys)
	bucket, key := aws.String("photos"), aws.String("big")
	first, second := bytes.Repeat([]byte("a"), 5<<20), []byte("the end")
	for _, algorithm := range []types.ChecksumAlgorithm{"", types.ChecksumAlgorithmCrc32, types.ChecksumAlgorithmCrc64nvme, types.ChecksumAlgorithmSha256} {
		open, err := client.CreateMultipartUpload(ctx, &awss3.CreateMultipartUploadInput{Bucket: bucket, Key: key, ChecksumAlgorithm: algorithm, ContentType: aws.String("text/plain")})
		if err != nil {
			t.Fatal(err)
		}
		var parts []types.CompletedPart
		for i, body := range [][]byte{first, second} {
			n := aws.Int32(int32(i + 1))
			p, err := client.UploadPart(ctx, &awss3.UploadPartInput{Bucket: bucket, Key: key, UploadId: open.UploadId, PartNumber: n, Body: bytes.NewReader(body), ChecksumAlgorithm: open.ChecksumAlgorithm})
			if err != nil {
				t.Fatalf("%q: %v", algorithm, err)
			}
			parts = append(parts, types.CompletedPart{PartNumber: n, ETag: p.ETag, ChecksumCRC32: p.ChecksumCRC32, ChecksumSHA256: p.ChecksumSHA256, ChecksumCRC64NVME: p.ChecksumCRC64NVME})
		}
		if listed, err := client.ListParts(ctx, &awss3.ListPartsInput{Bucket: bucket, Key: key, UploadId: open.UploadId}); err != nil || len(listed.Parts) != 2 || aws.ToInt64(listed.Parts[1].Size) != 7 {
			t.Errorf("%q: parts: %+v, %v", algorithm, listed, err)
		}
		done, err := client.CompleteMultipartUpload(ctx, &awss3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: open.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts}})
		if err != nil || !strings.HasSuffix(aws.ToString(done.ETag), `-2"`) {
			t.Fatalf("%q: complete: %+v, %v", algorithm, done, err)
		}
		got, err := client.GetObject(ctx, &awss3.GetObjectInput{Bucket: bucket, Key: key, Range: aws.String("bytes=5242878-5242882")})
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(got.Body); err != nil || string(body) != "aathe" || aws.ToString(got.ContentType) != "text/plain" {
			t.Errorf("%q: across the parts: %q, %v", algorithm, body, err)
		}
		last, err := client.GetObject(ctx, &awss3.GetObjectInput{Bucket: bucket, Key: key, PartNumber: aws.Int32(2)})
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(last.Body); err != nil || string(body) != "the end" || aws.ToInt32(last.PartsCount) != 2 {
			t.Errorf("%q: the second part: %q of %v, %v", algorithm, body, aws.ToInt32(last.PartsCount), err)
		}
		whole, err := client.GetObject(ctx, &awss3.GetObjectInput{Bucket: bucket, Key: key})
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(whole.Body); err != nil || !bytes.Equal(body, append(bytes.Clone(first), second...)) {
			t.Errorf("%q: whole: %d bytes, %v", algorithm, len(body), err)
		}
	}
}
