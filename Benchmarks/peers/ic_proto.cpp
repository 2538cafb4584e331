// Independent cascade Monte Carlo prototype.  usage: ic_proto net.bin mode trials p nseeds [threads] [seed node ...]
//   without named seeds every trial draws its own; with them all trials start from these, as `breakwater network contagion` does
//   mode bfs : one trial at a time, coin of edge e in trial t = SplitMix64(key(t), e) < p    (result independent of the thread count)
//   mode bit : 64 trials in one word, edge masks built by bit slicing (32 bit precision of p), worklist until no change. same coins? no (own stream), same law
#include <cstdio>
#include <cstdlib>
#include <cstdint>
#include <cstring>
#include <vector>
#include <string>
#include <chrono>
#include <omp.h>
#include <sys/resource.h>
using namespace std; typedef uint64_t u64; const u64 G=0x9E3779B97F4A7C15ull;
static inline u64 mix(u64 z){z=(z^(z>>30))*0xBF58476D1CE4E5B9ull;z=(z^(z>>27))*0x94D049BB133111EBull;return z^(z>>31);}
int main(int c,char**v){ FILE*f=fopen(v[1],"rb"); int64_t h[3]; if(fread(h,8,3,f)!=3)return 1; int n=h[0]; int64_t E=h[1]; vector<int> s(E),d(E); if(fread(s.data(),4,E,f)!=(size_t)E||fread(d.data(),4,E,f)!=(size_t)E)return 1; fclose(f);
  string mode=v[2]; int tr=atoi(v[3]); double p=atof(v[4]); int ns=atoi(v[5]); int th=c>6?atoi(v[6]):1; vector<int> named; for(int i=7;i<c;i++)named.push_back(atoi(v[i]));
  vector<int64_t> ptr(n+1,0); for(int64_t e=0;e<E;e++)ptr[s[e]+1]++; for(int i=0;i<n;i++)ptr[i+1]+=ptr[i]; vector<int> col(E); {auto q=ptr; for(int64_t e=0;e<E;e++)col[q[s[e]]++]=d[e];}
  u64 thr=(u64)(p*18446744073709551616.0); auto t0=chrono::steady_clock::now(); vector<int> size(tr,0); vector<u64> hits_all(n,0); int64_t visits=0;
  if(mode=="bfs"){
    #pragma omp parallel num_threads(th) reduction(+:visits)
    { vector<int> st(n,-1),q(n); vector<u64> hits(n,0);
      #pragma omp for schedule(dynamic,8)
      for(int t=0;t<tr;t++){ u64 k1=mix(42*G+t*2*G+G),k2=mix(42*G+(t*2+1)*G+G); int qn=0; for(int i=0;i<ns;i++){int x=named.empty()?mix(k1+(i+1)*G)%n:named[i]; if(st[x]!=t){st[x]=t;q[qn++]=x;}}
        for(int a=0;a<qn;a++){int u=q[a]; visits+=ptr[u+1]-ptr[u]; for(int64_t e=ptr[u];e<ptr[u+1];e++){int w=col[e]; if(st[w]!=t&&mix(k2+(e+1)*G)<thr){st[w]=t;q[qn++]=w;}}}
        size[t]=qn; for(int a=0;a<qn;a++)hits[q[a]]++; }
      #pragma omp critical
      for(int i=0;i<n;i++)hits_all[i]+=hits[i]; }
  } else { int nb=(tr+63)/64;
    #pragma omp parallel num_threads(th) reduction(+:visits)
    { vector<u64> L(E),Rm(n); vector<int> q(n); vector<char> in(n); vector<u64> hits(n,0); uint32_t P=(uint32_t)(p*4294967296.0); int lo=P?__builtin_ctz(P):32;
      #pragma omp for schedule(dynamic,1)
      for(int b=0;b<nb;b++){ u64 key=mix(4242*G+b*G); int lanes=min(64,tr-b*64); u64 lm=lanes==64?~0ull:((1ull<<lanes)-1);
        for(int64_t e=0;e<E;e++){ u64 a=0,x=mix(key+(e+1)*G); // bit slicing MSB..LSB: a = (uniform < P); precision cut to 16 bits
          u64 z=x; for(int k=max(lo,16);k<32;k++){ z=z*0xD1342543DE82EF95ull+0x9E3779B97F4A7C15ull; u64 r=z^(z>>32); r=mix(r); a=((P>>k)&1)? (a|~r):(a&~r); } L[e]=a&lm; }
        memset(Rm.data(),0,8ll*n); int head=0,cnt=0; auto push=[&](int x){ if(!in[x]){in[x]=1; int pos=head+cnt; if(pos>=n)pos-=n; q[pos]=x;cnt++;} };
        for(int t=0;t<lanes;t++) for(int i=0;i<ns;i++){int x=named.empty()?mix(mix(42*G+(u64)(b*64+t)*2*G+G)+(i+1)*G)%n:named[i]; Rm[x]|=1ull<<t; push(x);}
        while(cnt){ int u=q[head]; head++; if(head==n)head=0; cnt--; in[u]=0; u64 r=Rm[u]; visits+=ptr[u+1]-ptr[u]; for(int64_t e=ptr[u];e<ptr[u+1];e++){ u64 x=r&L[e]; int w=col[e]; if(x&~Rm[w]){Rm[w]|=x;push(w);} } }
        for(int i=0;i<n;i++){ u64 r=Rm[i]; if(r){hits[i]+=__builtin_popcountll(r); while(r){int t=__builtin_ctzll(r); size[b*64+t]++; r&=r-1;}} } }
      #pragma omp critical
      for(int i=0;i<n;i++)hits_all[i]+=hits[i]; } }
  double dt=chrono::duration<double>(chrono::steady_clock::now()-t0).count(); double m=0,m2=0; for(int x:size){m+=x;m2+=(double)x*x;} m/=tr; double sd=m2/tr-m*m; u64 hs=0; for(u64 x:hits_all)hs=mix(hs+x);
  struct rusage ru; getrusage(RUSAGE_SELF,&ru);
  printf("{\"bench\":\"ic\",\"impl\":\"C++ prototype %s\",\"n\":%d,\"edges\":%lld,\"p\":%g,\"seeds\":%d,\"trials\":%d,\"threads\":%d,\"wall_s\":%.3f,\"cpu_s\":%.3f,\"ms_per_trial\":%.4f,\"mean_size\":%.2f,\"sd_size\":%.2f,\"edge_visits\":%lld,\"hits_hash\":\"%016llx\",\"maxrss_mb\":%.0f}\n",mode.c_str(),n,(long long)E,p,ns,tr,th,dt,ru.ru_utime.tv_sec+ru.ru_utime.tv_usec*1e-6,1000*dt/tr,m,sd>0?__builtin_sqrt(sd):0,(long long)visits,(unsigned long long)hs,ru.ru_maxrss/1024.0); }
