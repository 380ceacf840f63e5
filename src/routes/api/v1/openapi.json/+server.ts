import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { describeApi } from '$lib/server/http/openapi.ts';
import { VERSION } from '$lib/server/http/version.ts';

export const GET = endpoint(API.openapi, async () => describeApi(VERSION));
