package s3

import "context"

// AbortMultipartUploadRequest gives up an upload and frees its parts.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
type AbortMultipartUploadRequest struct {
	Bucket   string `location:"uri,Bucket"`
	Key      string `location:"uri,Key"`
	UploadId string `location:"query,uploadId"`
}

// AbortMultipartUploadResponse is empty: 204.
type AbortMultipartUploadResponse struct{}

// AbortMultipartUpload answers NoSuchBucket, AccessDenied and NoSuchUpload.
func (s *Service) AbortMultipartUpload(ctx context.Context, in AbortMultipartUploadRequest) (AbortMultipartUploadResponse, error) {
	if _, err := s.enterUpload(ctx, in.Bucket, in.Key, "s3:AbortMultipartUpload", in.UploadId, nil); err != nil {
		return AbortMultipartUploadResponse{}, err
	}
	m, err := s.takeUpload(in.Bucket, in.UploadId)
	if err != nil {
		return AbortMultipartUploadResponse{}, err
	}
	return AbortMultipartUploadResponse{}, m.removeAllBut(nil)
}
