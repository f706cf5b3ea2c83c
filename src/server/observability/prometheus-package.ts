/** The package, if it is installed. */
export const loadPrometheus = () => import('prom-client').catch(() => null)
