// The larger fields, fetched only by pages that have one.
export { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs';
export { FileUpload } from 'govuk-frontend/dist/govuk/components/file-upload/file-upload.mjs';
export { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs';
