/* The three hottest loops of the kernel as plain C, in the same order of operations: what they could cost at best.
   Compile without fast maths and without contraction, so that the bits are those of the kernel. */

#include <math.h>
#include <stdint.h>

static double larger(double a, double b) { return a > b ? a : b; }
static double smaller(double a, double b) { return a < b ? a : b; }
static double compatibility(double apart, double exposure) { return 1.0 - exposure * 0.5 * fabs(apart); }

/* concertacion.sim.mechanisms.technical.grow_networks */
void grow_networks(long repeats, long pairs, double *restrict networks, double *restrict memories, const double *restrict apart,
                   double *restrict joint, const double *restrict together, double weight, const double *restrict linked,
                   const double *restrict builds, double exposure, double reawakening, double decay, double forgetting) {
    for (long r = 0; r < repeats; r++)
        for (long pair = 0; pair < pairs; pair++) {
            double tie = networks[pair], work = together[pair], fit = compatibility(apart[pair], exposure);
            double rebuilt = builds[pair] * work * fit * (1.0 + reawakening * larger(0.0, memories[pair] - tie));
            double grown = tie + smaller(1.0, rebuilt + linked[pair]) * (1.0 - tie) - decay * (1.0 - work) * tie;
            networks[pair] = grown;
            memories[pair] = larger(grown, memories[pair] * (1.0 - forgetting));
            joint[pair] += weight * work;
        }
}

/* concertacion.sim.mechanisms.technical.partners */
void partners(long repeats, long n, const double *restrict reaches, const double *restrict networks,
              const double *restrict apart, const double *restrict theirs, double exposure, double *restrict worth) {
    for (long r = 0; r < repeats; r++) {
        for (long i = 0; i < n; i++) worth[i] = 0.0;
        for (long j = 0; j < n; j++)
            if (theirs[j] > 0.0)
                for (long i = 0; i < n; i++)
                    worth[i] += reaches[j * n + i] * theirs[j] * networks[j * n + i] * compatibility(apart[j * n + i], exposure);
    }
}

/* concertacion.sim.draws.uniforms: Philox4x32-10, the first word */
void uniforms(long repeats, long n, uint64_t seed, uint32_t run, uint32_t quarter, uint32_t stream, const int64_t *restrict keys,
              double *restrict draws) {
    for (long r = 0; r < repeats; r++)
        for (long i = 0; i < n; i++) {
            uint32_t c0 = run, c1 = quarter << 16 | stream, c2 = (uint32_t)keys[i], c3 = (uint32_t)r;
            uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
            for (int round = 0; round < 10; round++, k0 += 0x9E3779B9u, k1 += 0xBB67AE85u) {
                uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
                c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, c1 = (uint32_t)p1;
                c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1, c3 = (uint32_t)p0;
            }
            draws[i] = (c0 + 0.5) / 4294967296.0;
        }
}
