package s3

import (
	"context"
	"slices"
	"strconv"

	"poolschool/sim/trace"
)

// DeleteObjectsRequest asks to remove up to 1,000 objects at once. It must carry a checksum
// or Content-MD5 of its body.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
type DeleteObjectsRequest struct {
	Bucket string `location:"uri,Bucket"`
	Integrity
	Delete Delete `location:"payload"`
}

// Delete lists the keys. Quiet leaves those out of the answer that went well.
type Delete struct {
	Objects []ObjectIdentifier `xml:"Object"`
	Quiet   bool               `xml:",omitempty"`
}

// ObjectIdentifier is a key to delete.
type ObjectIdentifier struct {
	Key       string
	VersionId string `xml:",omitempty"` // refused: objects have no versions here
	ETag      string `xml:",omitempty"` // refused: only a write can depend on what is there
}

// DeleteObjectsResponse says of each key how it went. The status is 200 even when all were
// refused.
type DeleteObjectsResponse struct {
	_       struct{} `root:"DeleteResult"`
	Deleted []DeletedObject
	Errors  []DeleteError `xml:"Error"`
}

// DeletedObject is a key that went well.
type DeletedObject struct{ Key string }

// DeleteError is a key that did not.
type DeleteError struct{ Key, Code, Message string }

// DeleteObjects answers NoSuchBucket, MalformedXML and InvalidRequest. IAM is asked once for
// each key, so one request can be half allowed.
func (s *Service) DeleteObjects(ctx context.Context, in DeleteObjectsRequest) (DeleteObjectsResponse, error) {
	if _, value, _ := in.only(); value == "" && in.ContentMD5 == "" && in.Trailer == "" {
		return DeleteObjectsResponse{}, errInvalidRequest.Saying("Missing required header for this request: Content-MD5 OR x-amz-checksum-*").
			Because("deleting many objects on a garbled request would be bad, so a checksum of the body is asked for")
	}
	if n := len(in.Delete.Objects); n == 0 || n > maxKeys {
		return DeleteObjectsResponse{}, errMalformedXML.Because("the request lists %s keys; 1 to 1000 are allowed", strconv.Itoa(n))
	}
	if slices.ContainsFunc(in.Delete.Objects, func(o ObjectIdentifier) bool { return o.Key == "" }) {
		return DeleteObjectsResponse{}, errMalformedXML.Because("an object to delete has no key")
	}
	if !s.exists(in.Bucket) {
		return DeleteObjectsResponse{}, errNoSuchBucket.With("BucketName", in.Bucket).Because("this account has no bucket %q", in.Bucket)
	}
	var out DeleteObjectsResponse
	for _, o := range in.Delete.Objects {
		err := s.deleteOne(ctx, in.Bucket, o)
		switch {
		case err != nil:
			e := wireError(err)
			out.Errors = append(out.Errors, DeleteError{Key: o.Key, Code: e.Code, Message: e.Message})
		case !in.Delete.Quiet:
			out.Deleted = append(out.Deleted, DeletedObject{o.Key})
		}
	}
	trace.Summarize(ctx, "%d deleted, %d refused", len(in.Delete.Objects)-len(out.Errors), len(out.Errors))
	return out, nil
}

func (s *Service) deleteOne(ctx context.Context, bucketName string, o ObjectIdentifier) error {
	if err := s.enter(ctx, bucketName, o.Key, "s3:DeleteObject", nil); err != nil {
		return err
	}
	if o.VersionId != "" || o.ETag != "" {
		return errNotImplemented.Because("poolschool deletes keys, not versions of them, and without a condition")
	}
	return s.remove(bucketName, o.Key)
}

func (s *Service) exists(bucketName string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.buckets[bucketName] != nil
}
