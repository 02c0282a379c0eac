/** Files of a recommendation, made by the API. */
export const exportPath = (recommendationId: string, format: 'csv' | 'json'): string =>
  `/api/v1/recommendations/${encodeURIComponent(recommendationId)}/export?format=${format}`;
