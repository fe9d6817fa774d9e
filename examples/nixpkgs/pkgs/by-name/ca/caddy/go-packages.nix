# Go package set: 1 leaf, 160 modules.
# Made by `goset lock` from goset.toml; change that and run it again.
{
  format = 2;
  go = "1.26.0"; # github.com/caddyserver/certmagic v0.25.6
  toolchain = "1.26";
  platforms = [ "darwin/amd64" "darwin/arm64" "linux/amd64" "linux/arm64" ];
  modules = {
    "cel.dev/cel-go" = {
      version = "v0.32.0";
      go = "1.23.0";
      hash = "sha256-V8qevQLL6dFtCsQaFGqoCmWkMTbLoYZjeYNKKkh6URM=";
      sum = "h1:irvpFKr5EuGPyxeME03ERh0rii1TX+BDAnB9eL3IvNk=";
      packages = ''
        cel{,/async} checker{,/decls}
        common{,/ast,/containers,/cost,/debug,/decls,/env,/functions,/operators,/overloads,/runes,
        /stdlib,/types{,/pb,/ref,/traits}} ext interpreter{,/functions} parser{,/gen}
      '';
      requires = ''
        cel.dev/expr github.com/antlr4-go/antlr/v4 go.yaml.in/yaml/v3 golang.org/x/text
        google.golang.org/genproto/googleapis/api google.golang.org/protobuf
      '';
    };
    "cel.dev/expr" = {
      version = "v0.25.3";
      go = "1.23.0";
      hash = "sha256-W17jP8I+4zsPEUMahiOp94WxihvZVnbmGTofF+LL9C8=";
      sum = "h1:A2jO8jwOugrrovveCWfj0KEZOfqiLgAcwjpHPhzIGw0=";
      packages = ".";
      requires = "google.golang.org/protobuf";
    };
    "cloud.google.com/go/auth" = {
      version = "v0.23.3";
      go = "1.25.0";
      hash = "sha256-jeHKhfE261gUPmgdeuhhKMJuDsWXJMD2GsBN4M7OMYM=";
      sum = "h1:UMK+oBtuNGMCR/6i6mmySUItqjOazpJrbmZyhGbGBWo=";
      packages = ''
        . credentials{,/internal/{externalaccount,externalaccountuser,gdch,impersonate,stsexchange}}
        httptransport
        internal{,/credsfile,/jwt,/regionalaccessboundary,/retry,/transport{,/cert,/headers}}
      '';
      requires = ''
        cloud.google.com/go/compute/metadata github.com/google/s2a-go
        github.com/googleapis/{enterprise-certificate-proxy,gax-go/v2}
        go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp
        go.opentelemetry.io/otel{,/trace} golang.org/x/net google.golang.org/api
        google.golang.org/grpc
      '';
    };
    "cloud.google.com/go/auth/oauth2adapt" = {
      version = "v0.2.8";
      go = "1.23.0";
      hash = "sha256-GoXFqAbp1WO1tDj07PF5EyxDYvCBP0l0qwxY2oV2hfc=";
      sum = "h1:keo8NaayQZ6wimpNSmW5OPc283g65QNIiLpZnkHRbnc=";
      packages = ".";
      requires = "cloud.google.com/go/auth golang.org/x/oauth2";
    };
    "cloud.google.com/go/compute/metadata" = {
      version = "v0.9.1";
      go = "1.25.0";
      hash = "sha256-NfKZyUtORdgSyDcEO3GnYBoKucsNOQJeUsGnyJBNeg8=";
      sum = "h1:CTE1OWBQ0vnF5uHwdFAQJvMQ0Fi/KRcqqKTo9V0F8Ik=";
      packages = ".";
    };
    "dario.cat/mergo" = {
      version = "v1.0.2";
      go = "1.13";
      hash = "sha256-p6jdiHlLEfZES8vJnDywG4aVzIe16p0CU6iglglIweA=";
      sum = "h1:85+piFYR1tMbRrLcDwR18y4UKJ3aH1Tbzi24VRW1TK8=";
      packages = ".";
    };
    "filippo.io/bigmod" = {
      version = "v0.1.0";
      go = "1.23";
      hash = "sha256-dq4nnJ1z7H34so7Uak1sHTcJtNUwwV9wiZKQUmdk8sc=";
      sum = "h1:UNzDk7y9ADKST+axd9skUpBQeW7fG2KrTZyOE4uGQy8=";
      packages = ".";
      requires = "golang.org/x/sys";
    };
    "filippo.io/edwards25519" = {
      version = "v1.2.0";
      go = "1.24.0";
      hash = "sha256-VOgoreEdslftsR/MyEnZAlutqvph4T57NR1mT9+APfg=";
      sum = "h1:crnVqOiS4jqYleHd9vaKZ+HKtHfllngJIiOpNpoJsjo=";
      packages = ". field";
    };
    "github.com/AndreasBriese/bbloom" = {
      version = "v0.0.0-20190825152654-46b345b51c96";
      hash = "sha256-ydIJ4QKvQsDSAook9y0doDaTeXpyQUy1T+ySfOgFLAg=";
      sum = "h1:cTp8I5+VIoKjsnZuH8vjyaysT/ses3EvZeaV/1UkF2M=";
      packages = ".";
    };
    "github.com/BurntSushi/toml" = {
      version = "v1.6.0";
      go = "1.18";
      hash = "sha256-ptdUJvuc21ixeLt+M5way/na3aCnCO4MYHWulWp8NEY=";
      sum = "h1:dRaEfpa2VI55EwlIW72hMRHdWouJeRF7TPYhI+AUQjk=";
      packages = ". internal";
    };
    "github.com/DeRuina/timberjack" = {
      version = "v1.4.8";
      go = "1.24.0";
      hash = "sha256-uVQdyNSy0Z/AfzflFHPgXkQGzz1FPNQrK/bNxF9XTrE=";
      sum = "h1:V7SIoCzkyWD93WmyKECSX+tMu/hLqQQvptlhEsbBIhI=";
      packages = ".";
      requires = "github.com/klauspost/compress";
    };
    "github.com/KimMachineGun/automemlimit" = {
      version = "v1.0.0";
      go = "1.21.0";
      hash = "sha256-B8Alnzk/5yT9bRlI/FHRlYr5bO3+0UdCYvX5/VJOt70=";
      sum = "h1:+MqlvDE/pkJNjk1rU+O14QsH8k10nJAD0frB0lsxyvw=";
      packages = "memlimit";
      requires = "github.com/pbnjay/memory";
    };
    "github.com/Masterminds/goutils" = {
      version = "v1.1.1";
      hash = "sha256-MEvA5e099GUllILa5EXxa6toQexU1sz6eDZt2tiqpCY=";
      sum = "h1:5nUrii3FMTL5diU80unEVvNevw1nH4+ZV4DSLVJLSYI=";
      packages = ".";
    };
    "github.com/Masterminds/semver/v3" = {
      version = "v3.5.0";
      go = "1.21";
      hash = "sha256-Ps7gEw0nkHDZO/iDru/s+X8rMaUkNmiZ7id1GsIKlDU=";
      sum = "h1:kQceYJfbupGfZOKZQg0kou0DgAKhzDg2NZPAwZ/2OOE=";
      packages = ".";
    };
    "github.com/Masterminds/sprig/v3" = {
      version = "v3.3.0";
      go = "1.21";
      hash = "sha256-NvFX1xRO5t/u8OI063SDPfqYcZ43AuLI6klA6daPV9I=";
      sum = "h1:mQh0Yrg1XPo6vjYXgtf5OtijNAKJRNcTdOOGZe3tPhs=";
      packages = ".";
      requires = ''
        dario.cat/mergo github.com/Masterminds/{goutils,semver/v3} github.com/google/uuid
        github.com/huandu/xstrings github.com/mitchellh/copystructure github.com/shopspring/decimal
        github.com/spf13/cast golang.org/x/crypto
      '';
    };
    "github.com/alecthomas/chroma/v2" = {
      version = "v2.27.0";
      go = "1.25";
      hash = "sha256-nL8pyVmx45wouhzd1WSYqRu2IuuyiiBqC9f+aScgZXA=";
      sum = "h1:FodwmyOBgJULFYmDqibcp9pvfDLWdtPRh9v/r5BXYZs=";
      packages = ". formatters/html lexers styles";
      requires = "github.com/dlclark/regexp2/v2";
    };
    "github.com/antlr4-go/antlr/v4" = {
      version = "v4.13.1";
      go = "1.22";
      hash = "sha256-beAuxHNRUuhzcSJUh/8ztVf1zCUiaT72fg2Jvx0AuNQ=";
      sum = "h1:SqQKkuVZ+zWkMMNkjy5FZe5mr5WURWnlpmOuzYWrPrQ=";
      packages = ".";
      requires = "golang.org/x/exp";
    };
    "github.com/aryann/difflib" = {
      version = "v0.0.0-20210328193216-ff5ff6dc229b";
      hash = "sha256-QaGcdek1bA6eekbxVTDaidFZrWeGk+of35NTV94lVXw=";
      sum = "h1:uUXgbcPDK3KpW29o4iy7GtuappbWT0l5NaMo9H9pJDw=";
      packages = ".";
    };
    "github.com/beorn7/perks" = {
      version = "v1.0.1";
      go = "1.11";
      hash = "sha256-h75GUqfwJKngCJQVE5Ao5wnO3cfKD9lSIteoLp/3xJ4=";
      sum = "h1:VlbKKnNfV8bJzeqoa4cOKqO6bYr3WgKZxO8Z16+hsOM=";
      packages = "quantile";
    };
    "github.com/bits-and-blooms/bitset" = {
      version = "v1.25.0";
      go = "1.16";
      hash = "sha256-isbLhCjMdF2WFKWh7n/xvCcKyPOKKaiS6AZS3cq8v1w=";
      sum = "h1:0Ro0qF4abCkM6SqWPVj29sFhAbMPAZpaDD7xhJ10beM=";
      packages = ".";
    };
    "github.com/caddyserver/certmagic" = {
      version = "v0.25.6";
      go = "1.26.0";
      hash = "sha256-CCxOMYNHJ55KMZtOLU8c6KlbzHnCP71Dl4Ky2+cbzbg=";
      sum = "h1:vHMtFSLKTa6kuZz6w0SnRMpQ388tSkww8ye355BgAM4=";
      packages = ". internal/{atomicfile,filedescriptor}";
      requires = ''
        github.com/caddyserver/zerossl github.com/klauspost/cpuid/v2 github.com/libdns/libdns
        github.com/mholt/acmez/v3 github.com/miekg/dns github.com/zeebo/blake3
        go.uber.org/zap{,/exp} golang.org/x/{crypto,net,sys}
      '';
    };
    "github.com/caddyserver/zerossl" = {
      version = "v0.1.6";
      go = "1.21.0";
      hash = "sha256-VWP5HiDw9XIgGpg5Y8aD8qT2JXyc3jQgzIgZKKUWbl0=";
      sum = "h1:1yrhTx5DWi43wOJPQ+Y4mVl++EPmSqqT/4REW//lsas=";
      packages = ".";
    };
    "github.com/ccoveille/go-safecast/v2" = {
      version = "v2.0.1";
      go = "1.21";
      hash = "sha256-Pakscz9JJMg5T5fIGi3d0oDOW2ADArei8Homn41xLqQ=";
      sum = "h1:2+mIu3gXtwmWelBia2kkxfB8eP4orTHDH7ClSlWkd6I=";
      packages = ".";
    };
    "github.com/cenkalti/backoff/v5" = {
      version = "v5.0.3";
      go = "1.23";
      hash = "sha256-bKq43PPD8RM6e7HePxHaO27traqm76bkvHcTVTQ+jeY=";
      sum = "h1:ZN+IMa753KfX5hd8vVaMixjnqRZ3y8CuJKRKj1xcsSM=";
      packages = ".";
    };
    "github.com/cespare/xxhash" = {
      version = "v1.1.0";
      hash = "sha256-nVDTtXH9PC3yJ0THaQZEN243UP9xgLi/clt5xRqj3+M=";
      sum = "h1:a6HrQnmkObjyL+Gs60czilIUGqrzKutQD6XZog3p+ko=";
      packages = ".";
    };
    "github.com/cespare/xxhash/v2" = {
      version = "v2.3.0";
      go = "1.11";
      hash = "sha256-7hRlwSR+fos1kx4VZmJ/7snR7zHh8ZFKX+qqqqGcQpY=";
      sum = "h1:UL815xU9SqsFlibzuggzjXhog7bL6oX9BbNZnL2UFvs=";
      packages = ".";
    };
    "github.com/chzyer/readline" = {
      version = "v1.5.1";
      go = "1.15";
      hash = "sha256-6wKd6/JZ9/O7FwSyNKE3KOt8fVPZEunqbTHQUxlOUNc=";
      sum = "h1:upd/6fQk4src78LMRzh5vItIt361/o4uq553V8B5sGI=";
      packages = ".";
    };
    "github.com/cloudflare/circl" = {
      version = "v1.6.5";
      go = "1.25.0";
      hash = "sha256-nrD+9cNt6xEohb0EA2bZCuSM03GXYPg/YMD0Y+HF8WU=";
      sum = "h1:O64F26HEqNhznd/hrC5KZXVKYuKM2rx4deZDTc4ihQA=";
      packages = ''
        dh/{x25519,x448} hpke internal/{conv,sha3} kem{,/kyber/kyber768,/mlkem/mlkem768,/xwing}
        math/{fp25519,fp448} pke/kyber/{internal/common{,/params},kyber768{,/internal}}
        simd/keccakf1600
      '';
      requires = "golang.org/x/{crypto,sys}";
    };
    "github.com/coreos/go-oidc/v3" = {
      version = "v3.21.0";
      go = "1.25.0";
      hash = "sha256-K2gE3Z7PPJU+EWcgAXxn/RlOtBVDJZXkruZOt58JllQ=";
      sum = "h1:wZo4Q9Pum8dYEj0eMUPrqR+kvuGkeUplbLpNCkBqoWM=";
      packages = "oidc";
      requires = "github.com/go-jose/go-jose/v4 golang.org/x/oauth2";
    };
    "github.com/cpuguy83/go-md2man/v2" = {
      version = "v2.0.7";
      go = "1.12";
      hash = "sha256-DKqGvdidl6J4lPhIk3okhU4k6MvtSr+hJ9huU/JTai0=";
      sum = "h1:zbFlGlXEAKlwXpmvle3d8Oe3YnkKIK4xSRTd3sHPnBo=";
      packages = "md2man";
      requires = "github.com/russross/blackfriday/v2";
    };
    "github.com/dgraph-io/badger" = {
      version = "v1.6.2";
      go = "1.12";
      hash = "sha256-D/iXyiNZ8/7tBtA9msk10vVWfohWEPqFdobzRwKlvQQ=";
      sum = "h1:mNw0qs90GVgGGWylh0umH5iag1j6n/PeJtNvL6KY/x8=";
      packages = ". options pb skl table trie y";
      requires = ''
        github.com/AndreasBriese/bbloom github.com/dgraph-io/ristretto github.com/dustin/go-humanize
        github.com/golang/protobuf github.com/pkg/errors golang.org/x/{net,sys}
      '';
    };
    "github.com/dgraph-io/badger/v2" = {
      version = "v2.2007.4";
      go = "1.12";
      hash = "sha256-+KwqZJZpViv8S3TqUVvPXrFoMgWFyS3NoLsi4RR5fGk=";
      sum = "h1:TRWBQg8UrlUhaFdco01nO2uXwzKS7zd+HVdwV/GHc4o=";
      packages = ". options pb skl table trie y";
      requires = ''
        github.com/cespare/xxhash github.com/dgraph-io/ristretto github.com/dgryski/go-farm
        github.com/dustin/go-humanize github.com/golang/{protobuf,snappy}
        github.com/klauspost/compress github.com/pkg/errors golang.org/x/{net,sys}
      '';
    };
    "github.com/dgraph-io/ristretto" = {
      version = "v0.2.0";
      go = "1.19";
      hash = "sha256-bnpxX+oO/Qf7IJevA0gsbloVoqRx+5bh7RQ9d9eLNYw=";
      sum = "h1:XAfl+7cmoUDWW/2Lx8TGZQjjxIQ2Ley9DSf52dru4WE=";
      packages = ". z{,/simd}";
      requires = ''
        github.com/cespare/xxhash/v2 github.com/dustin/go-humanize github.com/pkg/errors
        golang.org/x/sys
      '';
    };
    "github.com/dgryski/go-farm" = {
      version = "v0.0.0-20240924180020-3414d57e47da";
      hash = "sha256-R9KPvd7GDIW27Ih+QEulrbz1PT6Q+GXLMzyfJsNOzXU=";
      sum = "h1:aIftn67I1fkbMa512G+w+Pxci9hJPB8oMnkcP3iZF38=";
      packages = ".";
    };
    "github.com/dlclark/regexp2/v2" = {
      version = "v2.8.0";
      go = "1.25";
      hash = "sha256-nTqs468JUcXX0/ubQUyyiChK2pn1E2BcQo6aKCI/kJo=";
      sum = "h1:CekDhPLGfm+GAJmPVFIG+5dqMIQPkyHJll7BbdneDfw=";
      packages = ". helpers syntax";
    };
    "github.com/dunglas/go-urlpattern" = {
      version = "v1.0.0";
      go = "1.25.0";
      hash = "sha256-ZMzcrexbcxuHWl2H88r4IsPWKLrZf6mDdji6LQZGcYc=";
      sum = "h1:AmMwIDXWJFezeE1v38rxvQRGvvzTlityFuifLLVfoQQ=";
      packages = ".";
      requires = "github.com/nlnwa/whatwg-url golang.org/x/exp";
    };
    "github.com/dunglas/httpsfv" = {
      version = "v1.1.1";
      go = "1.14";
      hash = "sha256-MwE5SaqcGD5RxpQqSpbydi6cMriyeT/FrvJoBB9KoE4=";
      sum = "h1:HoSs101zIE9I23DlqlmljJ/OIi7ILwrH347pXhRZdxI=";
      packages = ".";
    };
    "github.com/dustin/go-humanize" = {
      version = "v1.1.0";
      go = "1.21";
      hash = "sha256-Qa7BSAXtgH7CB5STBiXTTOCgivWUiA65u3KxDOSZCkQ=";
      sum = "h1:dbKTrvD0klcbBV/h4AWJdMuZogJACoMlvWIWZ5b2xWg=";
      packages = ".";
    };
    "github.com/felixge/httpsnoop" = {
      version = "v1.1.0";
      go = "1.25";
      hash = "sha256-oePAjhI+dYRrMQAeUWnJ3o+PdHFU1tk1Z/R3/kGdjnw=";
      sum = "h1:3YtUj32ZZkqZtt3sZZsClsymw/QDuVfpNhoA31zeORc=";
      packages = ".";
    };
    "github.com/fxamacker/cbor/v2" = {
      version = "v2.9.4";
      go = "1.20";
      hash = "sha256-9ApJh33oLwgBKYvINBjvwlWBAWXs8L3DN7yS9nyBXr0=";
      sum = "h1:xwjVlxEMR3S605oUlgBjKLTTeGFciYPGYCtF/35LKGo=";
      packages = ".";
      requires = "github.com/x448/float16";
    };
    "github.com/go-chi/chi/v5" = {
      version = "v5.4.0";
      go = "1.24";
      hash = "sha256-5b6cUUCZeLiEweHFRlvinwTGicKPxLtKMC4hKEd58eQ=";
      sum = "h1:+ufzvFTGKyin26Or5DLrlIDq4ygIDBVcj7oVNeeaYFE=";
      packages = ".";
    };
    "github.com/go-jose/go-jose/v3" = {
      version = "v3.0.5";
      go = "1.12";
      hash = "sha256-DBme+W3VOQ+YkLvNjgnu+Br766dx3f2GJlnqo31hRDQ=";
      sum = "h1:BLLJWbC4nMZOfuPVxoZIxeYsn6Nl2r1fITaJ78UQlVQ=";
      packages = ". cipher cryptosigner json jwt";
      requires = "golang.org/x/crypto";
    };
    "github.com/go-jose/go-jose/v4" = {
      version = "v4.1.6";
      go = "1.24.0";
      hash = "sha256-nLARPCcOLjUFYFkmSnTcYfebdk77LoBK7MZHjFsk9fI=";
      sum = "h1:sNRkftxFJxwsILiQukqp5z83QBSmntVwmgRY7AqBDO4=";
      packages = ". cipher json";
    };
    "github.com/go-logr/logr" = {
      version = "v1.4.4";
      go = "1.18";
      hash = "sha256-q9HX9aelONTLsywyLY4Wc5UYCK+wG0FbSzFWisCYiIA=";
      sum = "h1:tG4xh9yMsRCAiodLVTxyrkzSZ9+o0L1Kg/+cPVcbP/8=";
      packages = ". funcr";
    };
    "github.com/go-logr/stdr" = {
      version = "v1.2.2";
      go = "1.16";
      hash = "sha256-rRweAP7XIb4egtT1f2gkz4sYOu7LDHmcJ5iNsJUd0sE=";
      sum = "h1:hSWxHoqTgW2S2qGc0LTAI563KZ5YKYRhT3MFKZMbjag=";
      packages = ".";
      requires = "github.com/go-logr/logr";
    };
    "github.com/go-sql-driver/mysql" = {
      version = "v1.10.1";
      go = "1.24.0";
      hash = "sha256-DxIBpw6nLDbVdhj+/jNKaqc+J6v6aKlkDLNNhR1cbco=";
      sum = "h1:arlSnNLq6a5yxGxV7qg9lF4j0C+KwD6NbQyKr9QL6ME=";
      packages = ".";
      requires = "filippo.io/edwards25519";
    };
    "github.com/golang/protobuf" = {
      version = "v1.5.4";
      go = "1.17";
      hash = "sha256-N3+Lv9lEZjrdOWdQhFj6Y3Iap4rVLEQeI8/eFFyAMZ0=";
      sum = "h1:i7eJL8qZTpSEXOPTxNKhASYpMn+8e5Q6AdndVa1dWek=";
      packages = "proto";
      requires = "google.golang.org/protobuf";
    };
    "github.com/golang/snappy" = {
      version = "v1.0.0";
      hash = "sha256-o/S91mX4ysjuG/oRHLs8qSyfb1Risf/YzMuW5u7d3U4=";
      sum = "h1:Oy607GVXHs7RtbggtPBnr2RmDArIsAefDwvrdWvRhGs=";
      packages = ".";
    };
    "github.com/google/certificate-transparency-go" = {
      version = "v1.3.3";
      go = "1.24.0";
      hash = "sha256-CdAOfBmZ7xs51YUxLhg5edjxeCQqE2Kw0jOe+jHgvfA=";
      sum = "h1:hq/rSxztSkXN2tx/3jQqF6Xc0O565UQPdHrOWvZwybo=";
      packages = "asn1 tls x509{,/pkix}";
      requires = "golang.org/x/crypto";
    };
    "github.com/google/go-tpm" = {
      version = "v0.9.8";
      go = "1.22";
      hash = "sha256-L9lF8qj0N1mH5pwzXQNKw4CAP340P0PTTG0OmZkCQZw=";
      sum = "h1:slArAR9Ft+1ybZu0lBwpSmpwhRXaa85hWtMinMyRAWo=";
      packages = "legacy/tpm2{,/credactivation} tpm tpmutil";
      requires = "golang.org/x/sys";
    };
    "github.com/google/go-tspi" = {
      version = "v0.3.0";
      go = "1.12";
      hash = "sha256-ngMkHaEDxzM9uhg9mZ2nP/EAu8N9fp5pTCTyIsQD5QA=";
      sum = "h1:ADtq8RKfP+jrTyIWIZDIYcKOMecRqNJFOew2IT0Inus=";
      packages = "tspiconst verification";
      requires = "github.com/google/certificate-transparency-go";
    };
    "github.com/google/s2a-go" = {
      version = "v0.1.10";
      go = "1.20";
      hash = "sha256-wIYnYaLD4dAtxet2d6ZvxeiP8J7hKa/s11UvGmeHZ3E=";
      sum = "h1:EMp+aOuXN6l8cE/gjF5Bt+vyZxsUuyCWe9chDWR/+uU=";
      packages = ''
        . fallback
        internal/{authinfo,handshaker{,/service},proto/{common_go_proto,s2a_context_go_proto,
        s2a_go_proto,v2/{common_go_proto,s2a_context_go_proto,s2a_go_proto}},record{,
        /internal/{aeadcrypter,halfconn}},tokenmanager,v2{,/certverifier,/remotesigner,
        /tlsconfigstore}} retry stream
      '';
      requires = "golang.org/x/crypto google.golang.org/grpc google.golang.org/protobuf";
    };
    "github.com/google/uuid" = {
      version = "v1.6.0";
      hash = "sha256-VWl9sqUzdOuhW0KzQlv0gwwUQClYkmZwSydHG2sALYw=";
      sum = "h1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0=";
      packages = ".";
    };
    "github.com/googleapis/enterprise-certificate-proxy" = {
      version = "v0.3.22";
      go = "1.25.0";
      hash = "sha256-dwB4hqVky3TKmEyh9jj/lcwGVu4ZQwFIQA+IbpvsP3g=";
      sum = "h1:NU4XpII6jD+Dxcot94fqjE+AfJoE/lQP9q3faYGzC/c=";
      packages = "client{,/util}";
    };
    "github.com/googleapis/gax-go/v2" = {
      version = "v2.25.0";
      go = "1.26.0";
      hash = "sha256-a3WouoCws9Vnt2by+ykTpX3yNpWtG2hV0Kec4bKwb4I=";
      sum = "h1:77gyzCOrTyzPKfzGZJG/V5DO4/Kuamek8W+cYJQ4U8k=";
      packages = ". apierror{,/internal/proto} callctx internal internallog{,/internal}";
      requires = ''
        go.opentelemetry.io/otel go.opentelemetry.io/otel#2 go.opentelemetry.io/otel/{metric,trace}
        google.golang.org/api google.golang.org/genproto/googleapis/rpc google.golang.org/grpc
        google.golang.org/protobuf
      '';
    };
    "github.com/grpc-ecosystem/grpc-gateway/v2" = {
      version = "v2.30.0";
      go = "1.25.0";
      hash = "sha256-SKvojuMn48wxg9Dd8D0BcS4PZO3OHIFOJEMYlpvgLsk=";
      sum = "h1:/Tnpcb2E0Pz/tN9s3bfEY2Q8ePCEX9iuS+cneUwncnw=";
      packages = "internal/httprule runtime utilities";
      requires = ''
        google.golang.org/genproto/googleapis/api google.golang.org/grpc google.golang.org/protobuf
      '';
    };
    "github.com/huandu/xstrings" = {
      version = "v1.6.1";
      go = "1.12";
      hash = "sha256-p0kNPCJ7rpiRcrTHkJL7qpjHY6UEf9Q66rKz7M+vlwE=";
      sum = "h1:yYdKSd6Sjv3fNZt9BDjl1FDsPNfQEaYi19L5LzK2JKs=";
      packages = ".";
    };
    "github.com/jackc/pgpassfile" = {
      version = "v1.0.0";
      go = "1.12";
      hash = "sha256-H0nFbC34/3pZUFnuiQk9W7yvAMh6qJDrqvHp+akBPLM=";
      sum = "h1:/6Hmqy13Ss2zCq62VdNG8tM1wchn8zjSGOBJ6icpsIM=";
      packages = ".";
    };
    "github.com/jackc/pgservicefile" = {
      version = "v0.0.0-20240606120523-5a60cdf6a761";
      go = "1.14";
      hash = "sha256-ETpGsLAA2wcm5xJBayr/mZrCE1YsWbnkbSSX3ptrFn0=";
      sum = "h1:iCEnooe7UlwOQYpKFhBabPMi4aNAfoODPEFNiAnClxo=";
      packages = ".";
    };
    "github.com/jackc/pgx/v5" = {
      version = "v5.11.0";
      go = "1.25.0";
      hash = "sha256-9+JOnfkk5WiuBC9J0l4EcAlHO/nD3zgNPnSJlu7Yx48=";
      sum = "h1:IzBBtyK9AHqf98cctWFifYSci2hgQR/cd56wB4p+ogg=";
      packages = ''
        . internal/{iobufpool,pgdatetime,pgio,sanitize,stmtcache}
        pgconn{,/ctxwatch,/internal/bgreader} pgproto3 pgtype pgxpool stdlib
      '';
      requires = "github.com/jackc/{pgpassfile,pgservicefile,puddle/v2} golang.org/x/text";
    };
    "github.com/jackc/puddle/v2" = {
      version = "v2.2.2";
      go = "1.19";
      hash = "sha256-IUxdu4JYfsCh/qlz2SiUWu7EVPHhyooiVA4oaS2Z6yk=";
      sum = "h1:PR8nw+E/1w0GLuRFSmiioY6UooMp6KJv0/61nB7icHo=";
      packages = ". internal/genstack";
      requires = "golang.org/x/sync";
    };
    "github.com/klauspost/compress" = {
      version = "v1.20.1";
      go = "1.25";
      hash = "sha256-saWVNlxTAS7/lNaGght51onyIDaAFV1Kx11g3+vPuX4=";
      sum = "h1:T7kKElXUMXrUJ2E9QhQhxFtcK5rPyLdsGZvdbLMPdiQ=";
      packages = ". flate fse gzip huff0 internal/{le,regmask,snapref} zstd{,/internal/xxhash}";
      amd64.packages = "internal/cpuinfo";
    };
    "github.com/klauspost/cpuid/v2" = {
      version = "v2.4.0";
      go = "1.24.0";
      hash = "sha256-nvTeRVxDekVNLd25aJ2NslBnG7nT25ewoSTk3iW5Xok=";
      sum = "h1:S6Hrbc7+ywsr0r+RLapfGBHfyefhCTwEh3A0tV913Dw=";
      packages = ".";
      "darwin && arm64".requires = "golang.org/x/sys";
    };
    "github.com/libdns/libdns" = {
      version = "v1.1.1";
      go = "1.18";
      hash = "sha256-U0RoxuE9xDkhbOCNUkep8JPuL15GolBzHR+ITaajSKU=";
      sum = "h1:wPrHrXILoSHKWJKGd0EiAVmiJbFShguILTg9leS/P/U=";
      packages = ".";
    };
    "github.com/manifoldco/promptui" = {
      version = "v0.9.0";
      go = "1.12";
      hash = "sha256-Fe2OPoyRExZejwtUBivKhfJAJW7o9b1eyYpgDlWQ1No=";
      sum = "h1:3V4HzJk1TtXW1MTZMP7mdlwbBpIinw3HztaIlYthEiA=";
      packages = ". list screenbuf";
      requires = "github.com/chzyer/readline";
    };
    "github.com/mattn/go-colorable" = {
      version = "v0.1.15";
      go = "1.18";
      hash = "sha256-hH+yMJHjboEDQbv399OEjfc50RgtO/edw0r2sJfxEJg=";
      sum = "h1:+u9SLTRGnXv73cEsnsmoZBom+dMU88B2M0aDcWy0/jY=";
      packages = ".";
      requires = "github.com/mattn/go-isatty";
    };
    "github.com/mattn/go-isatty" = {
      version = "v0.0.24";
      go = "1.20";
      hash = "sha256-pmq8KKIb2+qMF3E1cR2B7NAj5joF2tZduyXjIfIlkTk=";
      sum = "h1:tGZZoVgT/KiqK1c8ocVLeDS8BSWMRd47J3Lbz7vsReI=";
      packages = ".";
      requires = "golang.org/x/sys";
    };
    "github.com/mgutz/ansi" = {
      version = "v0.0.0-20200706080929-d51e80ef957d";
      hash = "sha256-RY6deYqJKpTTttr5tH2VW+PtuUIcieEq3Y6fGqRL0vk=";
      sum = "h1:5PJl274Y63IEHC+7izoQE9x6ikvDFZS2mDVS3drnohI=";
      packages = ".";
      requires = "github.com/mattn/go-colorable";
    };
    "github.com/mholt/acmez/v3" = {
      version = "v3.1.7";
      go = "1.26.0";
      hash = "sha256-UHlKB91JbpDhQw8zd/RVLTHxKRdhtJzDKUN17IZH3NA=";
      sum = "h1:XTqpuUcRdRoIBuDoI+M4mCnRnPTPN4rqH3Mb723Rg4U=";
      packages = ". acme";
      requires = "golang.org/x/{crypto,net}";
    };
    "github.com/miekg/dns" = {
      version = "v1.1.73";
      go = "1.25.0";
      hash = "sha256-Rje1mN5DEdfsFIYb21bvXvEZZTPgKLrkM+As07Klk6c=";
      sum = "h1:uhT8nJxmTrPJYClxVxTCX+CVn6qnzSiybRk72Z6DgrE=";
      packages = ".";
      requires = "golang.org/x/sys";
      linux.requires = "golang.org/x/net";
    };
    "github.com/mitchellh/copystructure" = {
      version = "v1.2.0";
      go = "1.15";
      hash = "sha256-VR9cPZvyW62IHXgmMw8ee+hBDThzd2vftgPksQYR/Mc=";
      sum = "h1:vpKXTN4ewci03Vljg/q9QvCGUDttBOGBIa15WveJJGw=";
      packages = ".";
      requires = "github.com/mitchellh/reflectwalk";
    };
    "github.com/mitchellh/go-ps" = {
      version = "v1.0.0";
      go = "1.13";
      hash = "sha256-HzxVHNLHZpnsBuPcub0G+9jjDcDOsxM/6wifbsxf7EY=";
      sum = "h1:i6ampVEEF4wQFF+bkYfwYgY+F/uYJDktmvLPf7qIgjc=";
      packages = ".";
    };
    "github.com/mitchellh/reflectwalk" = {
      version = "v1.0.2";
      hash = "sha256-VX9DPqChm7jPnyrA3RAYgxAFrAhj7TRKIWD/qR9Zr9s=";
      sum = "h1:G2LzWKi524PWgd3mLHV8Y5k7s6XUvT0Gef6zxSIeXaQ=";
      packages = ".";
    };
    "github.com/munnerz/goautoneg" = {
      version = "v0.0.0-20191010083416-a7dc8b61c822";
      hash = "sha256-79URDDFenmGc9JZu+5AXHToMrtTREHb3BC84b/gym9Q=";
      sum = "h1:C3w9PqII01/Oq1c1nUAm88MOHcQC9l5mIlSMApZMrHA=";
      packages = ".";
    };
    "github.com/nlnwa/whatwg-url" = {
      version = "v0.6.2";
      go = "1.16";
      hash = "sha256-29HH55XUfD7+E8SVBFRlPp/ufkyDBvSOo1QIZKW7Wkc=";
      sum = "h1:jU61lU2ig4LANydbEJmA2nPrtCGiKdtgT0rmMd2VZ/Q=";
      packages = "canonicalizer errors url";
      requires = "github.com/bits-and-blooms/bitset golang.org/x/{net,text}";
    };
    "github.com/pbnjay/memory" = {
      version = "v0.0.0-20210728143218-7b4eea64cf58";
      go = "1.16";
      hash = "sha256-QI+F1oPLOOtwNp8+m45OOoSfYFs3QVjGzE0rFdpF/IA=";
      sum = "h1:onHthvaw9LFnH4t2DcNVpwGmV9E1BkGknEliJkfwQj0=";
      packages = ".";
    };
    "github.com/pires/go-proxyproto" = {
      version = "v0.15.0";
      go = "1.25.0";
      hash = "sha256-0USeWryMsdST/kXMFhQR4vyZzscfckcPuNvTu/xVA64=";
      sum = "h1:dTshmNbFm/D+0+sbrxUuddPOZ5Y0B7c5NhtsBkm6LqI=";
      packages = ".";
    };
    "github.com/pkg/errors" = {
      version = "v0.9.1";
      hash = "sha256-mNfQtcrQmu3sNg/7IwiieKWOgFQOVVe2yXgKBpe/wZw=";
      sum = "h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=";
      packages = ".";
    };
    "github.com/prometheus/client_golang" = {
      version = "v1.24.1";
      go = "1.25.0";
      hash = "sha256-HAOFVYyPiU7hVS1XXMMjkbGgTT7/UN0zVHXYOnjr7is=";
      sum = "h1:JnJkREXzWxUdCuPFpIWZiPispT9xVV59uiuyR2bPlnU=";
      packages = ''
        internal/github.com/golang/gddo/httputil{,/header}
        prometheus{,/collectors,/internal,/promauto,/promhttp{,/internal}}
      '';
      requires = ''
        github.com/beorn7/perks github.com/cespare/xxhash/v2
        github.com/prometheus/{client_model,common} google.golang.org/protobuf
      '';
      darwin.requires = "golang.org/x/sys";
      linux.requires = "github.com/prometheus/procfs";
    };
    "github.com/prometheus/client_model" = {
      version = "v0.6.3";
      go = "1.23";
      hash = "sha256-uYXpFkXMT4AXWJShrCRnu51vhGQAuAU3LFQhhGVJ+74=";
      sum = "h1:O0jaTVAYNxTHYInEPFJt5I3+sN8zqBtVMPTB1qyxiEo=";
      packages = "go";
      requires = "google.golang.org/protobuf";
    };
    "github.com/prometheus/common" = {
      version = "v0.71.0";
      go = "1.25.0";
      hash = "sha256-94kki7QNQjmL5UFgJfqN5qeLC/dCqMEevxCHHKyMqUk=";
      sum = "h1:9KDAKb7Mj3HEVKyFCK6Dc/HIwlBzZIN2l7/lrHl3KK8=";
      packages = "expfmt model";
      requires = ''
        github.com/munnerz/goautoneg github.com/prometheus/client_model google.golang.org/protobuf
      '';
    };
    "github.com/prometheus/otlptranslator" = {
      version = "v1.0.0";
      go = "1.23.0";
      hash = "sha256-94Aw8ltEH2XFotIEHzBghJiOt3KJiwW9cX8JVaNRTNk=";
      sum = "h1:s0LJW/iN9dkIH+EnhiD3BlkkP5QVIUVEoIwkU+A6qos=";
      packages = ".";
    };
    "github.com/prometheus/procfs" = {
      version = "v0.22.0";
      go = "1.25.0";
      hash = "sha256-TRwVHKgW4NnPuC6Me38OD57ccM8AfnS7IxtcAx2TAH4=";
      sum = "h1:6q9+/JL9IKAPbCmBrv9n5O5Ty3NKnciV5X7YGw0oics=";
      linux.packages = ". internal/{fs,parsers}";
      linux.requires = "golang.org/x/sys";
    };
    "github.com/quic-go/qpack" = {
      version = "v0.6.0";
      go = "1.24";
      hash = "sha256-xaxHnTKIZt1cHK5ZqTuSTOt5RNSjQB37GlrIgEGBskM=";
      sum = "h1:g7W+BMYynC1LbYLSqRt8PBg5Tgwxn214ZZR34VIOjz8=";
      packages = ".";
      requires = "golang.org/x/net";
    };
    "github.com/quic-go/quic-go" = {
      version = "v0.63.0";
      go = "1.26.0";
      hash = "sha256-ctsVUQiUjpXvs/yG75vd5lewqCphwLfaFo426WL5arE=";
      sum = "h1:LIFGHI4PFUhhw2dDD1ARHdCff143ffMHwZtbnbuJ78A=";
      packages = ''
        . http3{,/qlog}
        internal/{ackhandler,congestion,handshake,monotime,protocol,qerr,utils{,/linkedlist,
        /minheap,/ringbuffer},wire} qlog qlogwriter{,/jsontext} quicvarint
      '';
      requires = "github.com/quic-go/qpack golang.org/x/{crypto,net,sys}";
    };
    "github.com/rs/xid" = {
      version = "v1.6.0";
      go = "1.16";
      hash = "sha256-rJB7h3KuH1DPp5n4dY3MiGnV1Y96A10lf5OUl+MLkzU=";
      sum = "h1:fV591PaemRlL6JfRxGDEPl69wICngIQ3shQtzfy2gxU=";
      packages = ".";
    };
    "github.com/russross/blackfriday/v2" = {
      version = "v2.1.0";
      hash = "sha256-R+84l1si8az5yDqd5CYcFrTyNZ1eSYlpXKq6nFt4OTQ=";
      sum = "h1:JIOH55/0cWyOuilr9/qlrm0BSXldqnqwMsf35Ld67mk=";
      packages = ".";
    };
    "github.com/shopspring/decimal" = {
      version = "v1.4.0";
      go = "1.10";
      hash = "sha256-U36bC271jQsjuWFF8BfLz4WicxPJUcPHRGxLvTz4Mdw=";
      sum = "h1:bxl37RwXBklmTi0C79JfXCEBD1cqqHt0bbgBAGFp81k=";
      packages = ".";
    };
    "github.com/shurcooL/sanitized_anchor_name" = {
      version = "v1.0.0";
      hash = "sha256-DtFSzeLmD1fAl103ncgwab7Vv2F0aulsA+gbkq24ab8=";
      sum = "h1:PdmoCO6wvbs+7yrJyMORt4/BmY5IYyJwS/kOiWx8mHo=";
      packages = ".";
    };
    "github.com/sirupsen/logrus" = {
      version = "v1.10.2";
      go = "1.23";
      hash = "sha256-1BKin1NpY1kFawnHkY0FxQ152aeB82RRKIDWJLctZB4=";
      sum = "h1:G2SED73/qrAu6YwbdxOD6peLkCBI3z7L+ykJFTXJBBo=";
      packages = ".";
      requires = "golang.org/x/sys";
    };
    "github.com/slackhq/nebula" = {
      version = "v1.11.2";
      go = "1.26.0";
      hash = "sha256-/8U6H6TsfjGq/oetNBcu/lCRw7ICf/6XF0S0D0Tltwc=";
      sum = "h1:eP61cSfUuoEVGViD50gZBsAbBLPUAhoNOYewPmEwPG4=";
      packages = "cert{,/p256}";
      requires = "filippo.io/bigmod golang.org/x/crypto google.golang.org/protobuf";
    };
    "github.com/smallstep/certificates" = {
      version = "v0.30.2";
      go = "1.25.0";
      hash = "sha256-kD2tj+ymGujPAmrll5w9IZiOh+wXNe9yT8HoUKXR+tE=";
      sum = "h1:1G3xBi8sJ740iA1mMPW2Svv7EIZKJ4Zf/iQtA5QlN0Y=";
      packages = ''
        acme{,/api,/db/nosql,/wire} api{,/log,/models,/read,/render}
        authority{,/admin{,/db/nosql},/administrator,/config,/internal/constraints,/policy,
        /poolhttp,/provisioner{,/gcp,/wire}} cas{,/apiv1,/softcas} db errs
        internal/{cast,httptransport,userid} logging middleware/requestid policy scep templates
        webhook
      '';
      requires = ''
        github.com/Masterminds/sprig/v3 github.com/ccoveille/go-safecast/v2
        github.com/coreos/go-oidc/v3 github.com/fxamacker/cbor/v2 github.com/go-chi/chi/v5
        github.com/google/{go-tpm,uuid} github.com/pkg/errors github.com/rs/xid
        github.com/sirupsen/logrus github.com/slackhq/nebula
        github.com/smallstep/{cli-utils,go-attestation,linkedca,nosql,pkcs7,scep} go.step.sm/crypto
        golang.org/x/{crypto,net} google.golang.org/api#2 google.golang.org/grpc
        google.golang.org/protobuf
      '';
    };
    "github.com/smallstep/cli-utils" = {
      version = "v0.12.2";
      go = "1.24.0";
      hash = "sha256-lk6EVPcIjsjNhDkqw140YMcoQX5Kexz2vOtPRvSt3M0=";
      sum = "h1:lGzM9PJrH/qawbzMC/s2SvgLdJPKDWKwKzx9doCVO+k=";
      packages = "command errs fileutil pkg/blackfriday step ui usage";
      requires = ''
        github.com/chzyer/readline github.com/manifoldco/promptui github.com/mgutz/ansi
        github.com/pkg/errors github.com/shurcooL/sanitized_anchor_name github.com/urfave/cli
        go.step.sm/crypto golang.org/x/net
      '';
    };
    "github.com/smallstep/go-attestation" = {
      version = "v0.4.4-0.20260814222900-a849f4e2cd68";
      go = "1.20";
      hash = "sha256-NZ99xfRVO4l1pjAsD9s8+tMKPpXi1wdoGS46F60BuZs=";
      sum = "h1:KcK2guFXrE5sX/nvF1b+atHP6DjRB1gCv3ppyTXB2Zk=";
      packages = "attest{,/internal}";
      requires = "github.com/google/{go-tpm,go-tspi}";
    };
    "github.com/smallstep/linkedca" = {
      version = "v0.26.0";
      go = "1.25.0";
      hash = "sha256-g7MG+WU01Ct4H3tmE5ZLRdMGRlhe9CbYWS9o/WkkT2k=";
      sum = "h1:NsxTVo3zI3KwOFFiVodeHtuGgKq0b5kOUXVLjjNTvXY=";
      packages = ".";
      requires = "google.golang.org/grpc google.golang.org/protobuf";
    };
    "github.com/smallstep/nosql" = {
      version = "v0.8.0";
      go = "1.24.0";
      hash = "sha256-y6Oa6LWeI0n8/YCwXWGcV3tmNpZdK7CTuCy4Y7HMdNw=";
      sum = "h1:FBTCUfKPmWYbrozW+RBKu+fnvbn+zr5rVli/XB4Jp4A=";
      packages = ". badger/{v1,v2} bolt database mysql postgresql";
      requires = ''
        github.com/dgraph-io/badger{,/v2} github.com/go-sql-driver/mysql github.com/jackc/pgx/v5
        github.com/pkg/errors go.etcd.io/bbolt
      '';
    };
    "github.com/smallstep/pkcs7" = {
      version = "v0.2.3";
      go = "1.14";
      hash = "sha256-7fZua5UrJz2WUdUfiMouofMHutflKznP64BoP4sRPyk=";
      sum = "h1:bhoQ3TeZmdoXTatcwxCbk+FMcdsyr0gYrrW2Xq2qr+s=";
      packages = ". internal/{cryptobyte{,/asn1},legacy/x509}";
    };
    "github.com/smallstep/scep" = {
      version = "v0.0.0-20260331191114-261f960a40d1";
      go = "1.16";
      hash = "sha256-y8uSUw0evcwHHf0uZ6hskGr/uHV8M5Yz+8nZ7Mpr+Iw=";
      sum = "h1:lpXBkQKj1rT1oGX/2idvt8xbrOrnoQxH/+CjoeMxs9E=";
      packages = ". cryptoutil x509util";
      requires = "github.com/smallstep/pkcs7";
    };
    "github.com/smallstep/truststore" = {
      version = "v0.13.0";
      go = "1.18";
      hash = "sha256-Hs8FALZepOnVbUpOg99zdlhMMKAoPDp/i9ADM97jlio=";
      sum = "h1:90if9htAOblavbMeWlqNLnO9bsjjgVv2hQeQJCi/py4=";
      packages = ".";
      darwin.requires = "howett.net/plist";
    };
    "github.com/spf13/cast" = {
      version = "v1.10.0";
      go = "1.21.0";
      hash = "sha256-dQ6Qqf26IZsa6XsGKP7GDuCj+WmSsBmkBwGTDfue/rk=";
      sum = "h1:h2x0u2shc1QuLHfxi+cTJvs30+ZAHOGRic8uyGTDWxY=";
      packages = ". internal";
    };
    "github.com/spf13/cobra" = {
      version = "v1.10.2";
      go = "1.15";
      hash = "sha256-nbRCTFiDCC2jKK7AHi79n7urYCMP5yDZnWtNVJrDi+k=";
      sum = "h1:DMTTonx5m65Ic0GOoRY2c16WCbHxOOw6xxezuLaBpcU=";
      packages = ". doc";
      requires = "github.com/cpuguy83/go-md2man/v2 github.com/spf13/pflag go.yaml.in/yaml/v3";
    };
    "github.com/spf13/pflag" = {
      version = "v1.0.10";
      go = "1.12";
      hash = "sha256-uDPnWjHpSrzXr17KEYEA1yAbizfcsfo5AyztY2tS6ZU=";
      sum = "h1:4EBh2KAYBwaONj6b2Ye1GiHfwjqyROoF4RwYO+vPwFk=";
      packages = ".";
    };
    "github.com/tailscale/tscert" = {
      version = "v0.0.0-20251216020129-aea342f6d747";
      go = "1.25";
      hash = "sha256-oPJnskwunVY30ozqlcz1MgibWw9X5zX4bHC59HsnP/g=";
      sum = "h1:RnBbFMmodYzhC6adOjTbtUQXyzV8dcvKYbolzs6Qch0=";
      packages = ". internal/{paths,safesocket}";
      requires = "github.com/mitchellh/go-ps golang.org/x/sys";
    };
    "github.com/urfave/cli" = {
      version = "v1.22.17";
      go = "1.11";
      hash = "sha256-h3Su1fnZl8IeoqUmd7RTBjMgLbCkrFXa2BjNbJhM+jk=";
      sum = "h1:SYzXoiPfQjHBbkYxbew5prZHS1TOLT3ierW8SYLqtVQ=";
      packages = ".";
      requires = "github.com/cpuguy83/go-md2man/v2";
    };
    "github.com/x448/float16" = {
      version = "v0.8.4";
      go = "1.11";
      hash = "sha256-VKzMTMS9pIB/cwe17xPftCSK9Mf4Y6EuBEJlB4by5mE=";
      sum = "h1:qLwI1I70+NjRFUR3zs1JPUCgaCXSh3SW62uAKT1mSBM=";
      packages = ".";
    };
    "github.com/yuin/goldmark" = {
      version = "v1.8.6";
      go = "1.22";
      hash = "sha256-rAwGzzmVrhhtzr8OSGid+F+NM5YWMyYYW6BSTWaDIGE=";
      sum = "h1:d0VcaP1sx9GkFVkoW+KtggpGi2KZ965i14b0+bDQST4=";
      packages = ". ast extension{,/ast} parser renderer{,/html} text util";
    };
    "github.com/yuin/goldmark-highlighting/v2" = {
      version = "v2.0.0-20230729083705-37449abec8cc";
      go = "1.13";
      hash = "sha256-HpiwU7jIeDUAg2zOpTIiviQir8dpRPuXYh2nqFFccpg=";
      sum = "h1:+IAOyRda+RLrxa1WC7umKOZRsGq4QrFFMYApOeHzQwQ=";
      packages = ".";
      requires = "github.com/alecthomas/chroma/v2 github.com/yuin/goldmark";
    };
    "github.com/zeebo/blake3" = {
      version = "v0.2.4";
      go = "1.18";
      hash = "sha256-Q8KSVhnSR1cwfTp4LkPdfI1UWWkDDHa9fslNsa3Qfo8=";
      sum = "h1:KYQPkhpRtcqh0ssGYcKLG1JYvddkEA8QwCM/yBqhaZI=";
      packages = ''
        .
        internal/{alg{,/compress{,/compress_pure,/compress_sse41},/hash{,/hash_avx2,/hash_pure}},
        consts,utils}
      '';
      requires = "github.com/klauspost/cpuid/v2";
    };
    "go.etcd.io/bbolt" = {
      version = "v1.5.0";
      go = "1.25.0";
      hash = "sha256-+qJ2eJTioYQjZ6UOLVqPu1jmAYc9pQgFpdrT9i7GipQ=";
      sum = "h1:S7GAl7Fxv12yohbwFfIbQCGDWbQbtDGPET4P/bD4lxU=";
      packages = ". errors internal/{common,freelist}";
      requires = "golang.org/x/sys";
    };
    "go.opentelemetry.io/auto/sdk" = {
      version = "v1.2.1";
      go = "1.24.0";
      hash = "sha256-73bFYhnxNf4SfeQ52ebnwOWywdQbqc9lWawCcSgofvE=";
      sum = "h1:jXsnJ4Lmnqd11kwkBV2LgLoFMZKizbCi5fNZ/ipaZ64=";
      packages = ". internal/telemetry";
      requires = "go.opentelemetry.io/otel{,/trace}";
    };
    "go.opentelemetry.io/contrib/bridges/prometheus" = {
      version = "v0.71.0";
      go = "1.25.0";
      hash = "sha256-AHDrJnwiXrtjei0APLv26xh6ox0B9kp2FWKniG/M9Ng=";
      sum = "h1:9qgxsFLskbDMXl8WMqThoF6w8yGJgCumn9qRc67OmnI=";
      packages = ".";
      requires = ''
        github.com/prometheus/{client_golang,client_model} go.opentelemetry.io/otel
        go.opentelemetry.io/otel#2 go.opentelemetry.io/otel/sdk{,/metric}
      '';
    };
    "go.opentelemetry.io/contrib/exporters/autoexport" = {
      version = "v0.71.0";
      go = "1.25.0";
      hash = "sha256-YqI6v2yuOWFLAsDSSuglcfBcrqAAAhEDOBIR0BVboiI=";
      sum = "h1:VCsJbp0YLyPtx2tu5Vgv2a2/qLoaMCj8hT2uZ34+Mx0=";
      packages = ".";
      requires = ''
        github.com/prometheus/client_golang go.opentelemetry.io/contrib/bridges/prometheus
        go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{exporters/{otlp/{otlplog/{otlploggrpc,otlploghttp},
        otlpmetric/{otlpmetricgrpc,otlpmetrichttp},otlptrace/{otlptracegrpc,otlptracehttp}},
        prometheus,stdout/{stdoutlog,stdoutmetric,stdouttrace}},sdk{,/log,/metric}}
      '';
    };
    "go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp" = {
      version = "v0.71.0";
      go = "1.25.0";
      hash = "sha256-E5YtRLrs1/LqpvPt6LzC+sDpmxSROgpNmgca5s6iyCg=";
      sum = "h1:3g7B90UzBltIDKq1/5mrTGxTnOFDV0ICOhLoxiZ8jlg=";
      packages = ". internal/{request,semconv}";
      requires = ''
        github.com/felixge/httpsnoop go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{metric,trace}
      '';
    };
    "go.opentelemetry.io/contrib/propagators/autoprop" = {
      version = "v0.71.0";
      go = "1.25.0";
      hash = "sha256-NfpLz+xMR+vNmlOEzjw+1Nt+I2WPw+INnT/1VuIwTSg=";
      sum = "h1:uy7dcw6v3XK3LMGj2sB9CXtJtTHX8QA9pjSrLhvf86c=";
      packages = ".";
      requires = ''
        go.opentelemetry.io/contrib/propagators/{aws,b3,jaeger,ot} go.opentelemetry.io/otel#2
      '';
    };
    "go.opentelemetry.io/contrib/propagators/aws" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-e7ncvEgVlXK+DvaZHx08goIxdsVLN/aJZ3+oN216oBE=";
      sum = "h1:JslT1wq/5vb6lQsbdOqShvIEs7sDlf0IvKxNZdadfjY=";
      packages = "xray";
      requires = "go.opentelemetry.io/otel#2 go.opentelemetry.io/otel/{sdk,trace}";
    };
    "go.opentelemetry.io/contrib/propagators/b3" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-OU1aQx0yRdKRFWmKmT2zAwA4GpeyCE6uCHiO0X8Q344=";
      sum = "h1:OFVqWObn7xLIbOjE/koO0LS9fZJNgAyBD0msA+UQAoc=";
      packages = ".";
      requires = "go.opentelemetry.io/otel#2 go.opentelemetry.io/otel/trace";
    };
    "go.opentelemetry.io/contrib/propagators/jaeger" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-uXEH3+t/aCj6FT3omLDZZEDTmLNZzbG4sig92sNH/VE=";
      sum = "h1:uxl0SGcmuBkHj/Adl9oftEAyiawQBPL5RzMAmt/Yvq4=";
      packages = ".";
      requires = "go.opentelemetry.io/otel#2 go.opentelemetry.io/otel/trace";
    };
    "go.opentelemetry.io/contrib/propagators/ot" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-LF4T+H4syydKfv/H63gAnScP4UQidp/a3SEGkBURqWQ=";
      sum = "h1:SxC/1xmJJJdGQTNmavqW8ju85TRXiZHeFaQdnEMCWLE=";
      packages = ".";
      requires = ''
        go.opentelemetry.io/otel go.opentelemetry.io/otel#2 go.opentelemetry.io/otel/trace
        go.uber.org/multierr
      '';
    };
    "go.opentelemetry.io/otel" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-2+xTacXn22hsJuMGGgXwazMbP/ZW5gkPRnf+rNUZgvQ=";
      sum = "h1:FHt5/CDyVxi/8IM1CH7VE/rRgq3kLHa2mSTVMO8AWyc=";
      packages = ''
        attribute{,/internal{,/xxhash}} baggage codes internal/{baggage,errorhandler}
        semconv/{v1.17.0,v1.26.0,v1.37.0,v1.43.0}
      '';
      requires = "github.com/cespare/xxhash/v2";
    };
    "go.opentelemetry.io/otel#2" = {
      source = "go.opentelemetry.io/otel";
      packages = ''
        . internal/global propagation semconv/{internal/metricpool,v1.43.0/{httpconv,otelconv}}
      '';
      requires = ''
        github.com/go-logr/{logr,stdr} go.opentelemetry.io/auto/sdk
        go.opentelemetry.io/otel{,/metric,/trace}
      '';
    };
    "go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploggrpc" = {
      version = "v0.22.0";
      go = "1.25.0";
      hash = "sha256-isk5CF2STZo1Vj4u+IE2bTb6zBE6K9V9T5YU0g0MKN4=";
      sum = "h1:Bu39F5tzJct+f2IZbB8989fwyTps3c8e7EsUQsz+vs8=";
      packages = ". internal{,/observ,/retry,/transform,/x}";
      requires = ''
        github.com/cenkalti/backoff/v5 go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{log,metric,sdk{,/log}} go.opentelemetry.io/proto/otlp
        google.golang.org/genproto/googleapis/rpc google.golang.org/grpc google.golang.org/protobuf
      '';
    };
    "go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploghttp" = {
      version = "v0.22.0";
      go = "1.25.0";
      hash = "sha256-ssBFTrn1bs8KdY3kYB/v74x8ImrKiECfEeNN7uo+sE8=";
      sum = "h1:lYk7RmxdLK865qLwibroNGldHa1U7SWKYYvNjlK7PIo=";
      packages = ". internal{,/observ,/retry,/transform,/x}";
      requires = ''
        github.com/cenkalti/backoff/v5 go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{log,metric,sdk{,/log}} go.opentelemetry.io/proto/otlp
        google.golang.org/protobuf
      '';
    };
    "go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-mXIW4IlvkoB5WZoGU3TIT1bOAyl2vOOZOVQcIrQSpSU=";
      sum = "h1:qkDYCAFiZXLcs1L4aY+tP2wguQ4kURANqHOQMA2et2s=";
      packages = ". internal{,/counter,/envconfig,/observ,/oconf,/retry,/transform,/x}";
      requires = ''
        github.com/cenkalti/backoff/v5 go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{metric,sdk{,/metric}} go.opentelemetry.io/proto/otlp
        google.golang.org/genproto/googleapis/rpc google.golang.org/grpc google.golang.org/protobuf
      '';
    };
    "go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-b04JcnVsAhuaDUfrqJY6+KfcgObKhn2KM/aIA+XvMO8=";
      sum = "h1:AP23h/mFgb/lc7tdck1Kfn9qxsM8TAeNPCU5C3pzaps=";
      packages = ". internal{,/counter,/envconfig,/observ,/oconf,/retry,/transform,/x}";
      requires = ''
        github.com/cenkalti/backoff/v5 go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{metric,sdk/metric} go.opentelemetry.io/proto/otlp
        google.golang.org/grpc google.golang.org/protobuf
      '';
    };
    "go.opentelemetry.io/otel/exporters/otlp/otlptrace" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-dhQCMAwny2CrgH3iJfTW0r0klpi7os0nht3zdLeWL6E=";
      sum = "h1:OFnwLJr+pF3iHrlGSzbxyuo6/6HyBlnlN1CWEJmBVcw=";
      packages = ". internal/tracetransform";
      requires = "go.opentelemetry.io/otel{,/sdk,/trace} go.opentelemetry.io/proto/otlp";
    };
    "go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-qIv7G8ADgdnitDv9+jQUYBARM6zUtt9kBX5NCNKbB40=";
      sum = "h1:w53CDeOA/Kurp7yRsegSr6pbbr759dOvJ+yNmWM6Hxs=";
      packages = ". internal{,/counter,/envconfig,/observ,/otlpconfig,/retry,/x}";
      requires = ''
        github.com/cenkalti/backoff/v5 go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{exporters/otlp/otlptrace,metric} go.opentelemetry.io/proto/otlp
        google.golang.org/genproto/googleapis/rpc google.golang.org/grpc google.golang.org/protobuf
      '';
    };
    "go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-EfYe0k/r58lSJwc4csdhoycyTpHL/neecqXkVrLLXdg=";
      sum = "h1:KrC1YrQeSt46ITMWAbgQx1M1eV1/1TKzttrBzymPmss=";
      packages = ". internal{,/counter,/envconfig,/observ,/otlpconfig,/otlpjson,/retry,/x}";
      requires = ''
        github.com/cenkalti/backoff/v5 go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{exporters/otlp/otlptrace,metric} go.opentelemetry.io/proto/otlp
        google.golang.org/grpc google.golang.org/protobuf
      '';
    };
    "go.opentelemetry.io/otel/exporters/prometheus" = {
      version = "v0.68.0";
      go = "1.25.0";
      hash = "sha256-xgi8GzLtqgz71gWI/R38fKesQAU2c/y3rsRIJZnGw4I=";
      sum = "h1:QOf2IftqQwITVRJpnn0M7M9ZCbgWfxz4P7i9C9yc2N4=";
      packages = ". internal{,/counter,/observ,/x}";
      requires = ''
        github.com/prometheus/{client_golang,client_model,otlptranslator} go.opentelemetry.io/otel
        go.opentelemetry.io/otel#2 go.opentelemetry.io/otel/{metric,sdk{,/metric}}
        google.golang.org/protobuf
      '';
    };
    "go.opentelemetry.io/otel/exporters/stdout/stdoutlog" = {
      version = "v0.22.0";
      go = "1.25.0";
      hash = "sha256-uHBB0utObtjWQfmBtkKmHK9pjO8XxUf5uY7axdtQB5Q=";
      sum = "h1:kvMAiLEudKmk+CSG+iYbU8vTUGNNDaf/V09OO5lrTwI=";
      packages = ". internal{,/counter,/observ,/x}";
      requires = ''
        go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{log,metric,sdk{,/log},trace}
      '';
    };
    "go.opentelemetry.io/otel/exporters/stdout/stdoutmetric" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-iVqwtPQxDXr4Dbh5uliEBPS7O737T1E+RRz/7Mwrt6o=";
      sum = "h1:PR9eAf7o0dQs3hshZNZpE9aW2dXWX/KdDf6pJilVD3U=";
      packages = ". internal{,/counter,/observ,/x}";
      requires = ''
        go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{metric,sdk/metric}
      '';
    };
    "go.opentelemetry.io/otel/exporters/stdout/stdouttrace" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-wPOyJcCRazJuBt1TtEJBW39FRiJzQj1dRS7GVAVUUGI=";
      sum = "h1:KdRxPiAoMptR3vfWzvjjvutTsSiwbC2uG0496rzZNfo=";
      packages = ". internal{,/counter,/observ,/x}";
      requires = ''
        go.opentelemetry.io/otel go.opentelemetry.io/otel#2 go.opentelemetry.io/otel/{metric,sdk}
      '';
    };
    "go.opentelemetry.io/otel/log" = {
      version = "v0.22.0";
      go = "1.25.0";
      hash = "sha256-lvmqsKk4bwq61Z9oDaotfR12AkH5ErV7ioFj9vuI8nA=";
      sum = "h1:5DBNnfvaJ6CVdkJ+Jle8Tzs50aSSv49TXGj9XRsEYw0=";
      packages = ". embedded noop";
      requires = "go.opentelemetry.io/otel";
    };
    "go.opentelemetry.io/otel/metric" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-cY1DXXzRfcP0kKh7oBzowbu6kbFr3jANiEVyMlD5Bt8=";
      sum = "h1:yBnkXvgV7AXFILZc5K6IZe/CBFF3OS7BJ8ov6/lj0K8=";
      packages = ". embedded noop";
      requires = "go.opentelemetry.io/otel";
    };
    "go.opentelemetry.io/otel/sdk" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-bDS4r1NfK2jZmTx5KUcrPJpPC2Men1lOuEKhy3vkMxc=";
      sum = "h1:h5CNQQjEbuQXY/JfZtgt3i7HVFV3aHPO2OAwO2eTYPI=";
      packages = ''
        . instrumentation internal/{attrnorm,x} resource trace{,/internal/{env,observ},/tracetest}
      '';
      requires = ''
        github.com/google/uuid go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{metric,trace} golang.org/x/sys
      '';
    };
    "go.opentelemetry.io/otel/sdk/log" = {
      version = "v0.22.0";
      go = "1.25.0";
      hash = "sha256-2pl2jmMMRBpy1krBv4VpueKBk1JV4VOr+xNmajk53Pc=";
      sum = "h1:PRL+s6P63XT4E/bheEflopPUpVxuvANqZwtt89yhoGk=";
      packages = ". internal/{attrnorm,counter,observ,x}";
      requires = ''
        go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{log,metric,sdk,trace}
      '';
    };
    "go.opentelemetry.io/otel/sdk/metric" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-7HyWcBj0lBc9V29f14gPFS3mBPrHZmC3TFuRsfIo7mI=";
      sum = "h1:0piZ26EG4RBfebb2jhDH6ERCYHoVWduc3kLgPCwSnSE=";
      packages = ". exemplar internal{,/aggregate,/attrnorm,/observ,/reservoir,/x} metricdata";
      requires = ''
        go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/{metric,sdk,trace}
      '';
    };
    "go.opentelemetry.io/otel/trace" = {
      version = "v1.46.0";
      go = "1.25.0";
      hash = "sha256-zfj85gCR5Z3v1N+8nlOO+6+FVShaL/7Vb/3lXjdXnnw=";
      sum = "h1:OULy7ccdJnZtJ0UDYFOIGaCmiWzJ8Vi2G/Rsu60qs1c=";
      packages = ". embedded internal/telemetry noop";
      requires = "go.opentelemetry.io/otel";
    };
    "go.opentelemetry.io/proto/otlp" = {
      version = "v1.11.0";
      go = "1.25.0";
      hash = "sha256-jBcVUiab9mWgLmPsrCYK7sC2j15AJ47QJM4prnqGGkE=";
      sum = "h1:5rrYs0Ykyj50sdU/JU0x8etU+LubXWb+gED6TbEdMIk=";
      packages = ''
        collector/{logs/v1,metrics/v1,trace/v1} common/v1 logs/v1 metrics/v1 resource/v1 trace/v1
      '';
      requires = ''
        github.com/grpc-ecosystem/grpc-gateway/v2 google.golang.org/grpc google.golang.org/protobuf
      '';
    };
    "go.step.sm/crypto" = {
      version = "v0.91.0";
      go = "1.26.0";
      hash = "sha256-xSI0fQdynJb+oiQbiDoBZZOwcGDR2G/d2FcSPnoEwpQ=";
      sum = "h1:0mN0DwVOvUuh7VbyTnxABZuAkxwak/Grp8Y/b4YaZDU=";
      packages = ''
        fingerprint fipsutil
        internal/{bcrypt_pbkdf,emoji,templates,termutil,utils/{asn1,convert,file,utfbom}} jose
        keyutil kms{,/apiv1,/softkms,/sshagentkms,/uri} mldsa pemutil randutil sshutil tlsutil
        x25519 x509util
      '';
      requires = ''
        filippo.io/edwards25519 github.com/Masterminds/sprig/v3 github.com/go-jose/go-jose/v3
        github.com/pkg/errors golang.org/x/{crypto,net,term}
      '';
    };
    "go.uber.org/automaxprocs" = {
      version = "v1.6.0";
      go = "1.20";
      hash = "sha256-a/Agm+kM9x+VRo0CYyTL3ipUYv9Glrc4NeGSZJdpobA=";
      sum = "h1:O3y2/QNTOdbF+e/dpXNNW7Rx2hZ4sTIPyybbxyNqTUs=";
      packages = "internal/runtime maxprocs";
      linux.packages = "internal/cgroups";
    };
    "go.uber.org/multierr" = {
      version = "v1.11.0";
      go = "1.19";
      hash = "sha256-Lb6rHHfR62Ozg2j2JZy3MKOMKdsfzd1IYTR57r3Mhp0=";
      sum = "h1:blXXJkSxSSfBVBlC76pxqeO+LN3aDfLQo+309xJstO0=";
      packages = ".";
    };
    "go.uber.org/zap" = {
      version = "v1.28.0";
      go = "1.19";
      hash = "sha256-x+MIioLe/gBKjZyRc8shaBR5nO5Pv++8U9gHPZ5W+5A=";
      sum = "h1:IZzaP1Fv73/T/pBMLk4VutPl36uNC+OSUh3JLG3FIjo=";
      packages = ". buffer internal{,/bufferpool,/color,/exit,/pool,/stacktrace} zapcore";
      requires = "go.uber.org/multierr";
    };
    "go.uber.org/zap/exp" = {
      version = "v0.3.0";
      go = "1.19";
      hash = "sha256-ZGCV0TCXUBxIqEOJL6LtQJJB36U4e6VMnZ2k0kY8r5g=";
      sum = "h1:6JYzdifzYkGmTdRR59oYH+Ng7k49H9qVpWwNSsGJj3U=";
      packages = "zapslog";
      requires = "go.uber.org/zap";
    };
    "go.yaml.in/yaml/v3" = {
      version = "v3.0.5";
      go = "1.16";
      hash = "sha256-ygho+GU5kE7vPMx+dZYyNfCaeMjNxj66XmrcVf3afFE=";
      sum = "h1:N6y/pJk8buWs9NY5ERU2HSMfm+IuD/OtfdAnq6kESPw=";
      packages = ".";
    };
    "golang.org/x/crypto" = {
      version = "v0.57.0";
      go = "1.26.0";
      hash = "sha256-3/hkB+mZVBKnoxUaJv7DOzvxaL+8uQ7V6ofW4JiHhz4=";
      sum = "h1:3ZVCjf8Ggz7zneR/EHRVx68Ctf+2pmIMP2UFhh9cC6M=";
      packages = ''
        argon2 bcrypt blake2b blowfish chacha20 chacha20poly1305 cryptobyte{,/asn1} curve25519
        ed25519 hkdf internal/{alias,poly1305} nacl/secretbox ocsp pbkdf2 salsa20/salsa scrypt
        ssh{,/agent,/internal/bcrypt_pbkdf}
      '';
      amd64.requires = "golang.org/x/sys";
    };
    "golang.org/x/crypto/x509roots/fallback" = {
      version = "v0.0.0-20261030153154-30a33513ff6d";
      go = "1.26.0";
      hash = "sha256-a5QN9z7QpLs7wkmZXfZNPOke9pX+ek5Gd0HFjhXfCGA=";
      sum = "h1:5NBkmd8MXirajj6AAEpi4HFVJnVkBNPTL1ggYAKqaws=";
      packages = ". bundle";
    };
    "golang.org/x/exp" = {
      version = "v0.0.0-20260908205506-85c1c2202aba";
      go = "1.26.0";
      hash = "sha256-g/gNDzulP2hxBtZf3w2cASzcWbUAI6r0Q9zy5Q/wrRQ=";
      sum = "h1:Ck8QetSgk912qxWLMCKxd0in+aiyBQyDSMae6e/xmpU=";
      packages = "slices utf8string";
    };
    "golang.org/x/net" = {
      version = "v0.60.0";
      go = "1.26.0";
      hash = "sha256-Xxed9Zp1f2+e8Gsrz8OQ4hI/Xo8+2RfwaV3+aaykvro=";
      sum = "h1:79p50tfZlm0J9YfoDsSi639qSXNGVwEzOPLCxM2FsYU=";
      packages = ''
        bpf html{,/atom} http/httpguts http2{,/hpack} idna
        internal/{httpcommon,httpsfv,iana,socket,timeseries} ipv4 ipv6 trace
      '';
      requires = "golang.org/x/{sys,text}";
    };
    "golang.org/x/oauth2" = {
      version = "v0.37.0";
      go = "1.26.0";
      hash = "sha256-CbL8ICe9yooSIiVL8F3UnYY/NayjpI2C7sueOauW2EI=";
      sum = "h1:JUlcxA8oAtauLfiH8FX2/FkAWHAdi0QtGCGc+hofE98=";
      packages = ''
        . authhandler
        google{,/externalaccount,/internal/{externalaccountauthorizeduser,impersonate,stsexchange}}
        internal jws jwt
      '';
      requires = "cloud.google.com/go/compute/metadata";
    };
    "golang.org/x/sync" = {
      version = "v0.23.0";
      go = "1.26.0";
      hash = "sha256-nF8YZFVC+TitjkderlqgGwJkuMqJCxI+fIElVLjBT2M=";
      sum = "h1:KameEIfc1IkluZyXWLn39Wd4tURc6GbCiISGiZm2bQk=";
      packages = "semaphore singleflight";
    };
    "golang.org/x/sys" = {
      version = "v0.48.0";
      go = "1.26.0";
      hash = "sha256-u+LwI76YIeg1asQKZItD2mnL4Yvx8veLhBuL8wv60Ls=";
      sum = "h1:bbX/i/6MgT9BVLM9RT1thmxL04yeTAhbEz4SyadbXoo=";
      packages = "cpu unix";
    };
    "golang.org/x/term" = {
      version = "v0.46.0";
      go = "1.26.0";
      hash = "sha256-w/LexmQ91G8N1zdjIujuaEIONVfAg7U/DciHVYp0+QY=";
      sum = "h1:3+OXuTbaKDgwk8jTi3aSLHRlmWqHEUDUtxnbFigO4YE=";
      packages = ".";
      requires = "golang.org/x/sys";
    };
    "golang.org/x/text" = {
      version = "v0.42.0";
      go = "1.26.0";
      hash = "sha256-bviKbNmkN4Yf2dpgwmP6yNcZEakCcv1R+YyAxCdJGkY=";
      sum = "h1:JbOZXgfeCPU9gacVtYliJqOhD+zhrEqK4LfdpmlUZqI=";
      packages = ''
        cases encoding{,/charmap,/internal{,/identifier}} feature/plural
        internal{,/catmsg,/format,/language{,/compact},/number,/stringset,/tag} language
        message{,/catalog} runes secure/{bidirule,precis} transform unicode/{bidi,norm} width
      '';
    };
    "golang.org/x/time" = {
      version = "v0.16.0";
      go = "1.26.0";
      hash = "sha256-OvekWcaTHMs5n3Img4EmYaORRgSmybBS+tObSnPqftY=";
      sum = "h1:vMb6ptszcQMkcwiRTAuNNU50gom6++Q/6gY2hDM6VDE=";
      packages = "rate";
    };
    "google.golang.org/api" = {
      version = "v0.298.0";
      go = "1.25.0";
      hash = "sha256-gX+bHkKc6ZBpfVTMd4vYgIwaiAfVV5ZHfHdb8K7yMZQ=";
      sum = "h1:YW18RkHBMZBA1ergX0m4biagzgbiPTb2uTsRsDPWNRY=";
      packages = ''
        googleapi{,/transport} internal/{cert,credentialstype,impersonate,third_party/uritemplates}
      '';
      requires = "github.com/googleapis/enterprise-certificate-proxy golang.org/x/oauth2";
    };
    "google.golang.org/api#2" = {
      source = "google.golang.org/api";
      packages = ''
        cloudresourcemanager/v1 internal{,/gensupport} option{,/internaloption} transport/http
      '';
      requires = ''
        cloud.google.com/go/{auth{,/oauth2adapt},compute/metadata} github.com/google/{s2a-go,uuid}
        github.com/googleapis/gax-go/v2
        go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp golang.org/x/{net,oauth2}
        google.golang.org/api google.golang.org/grpc
      '';
    };
    "google.golang.org/genproto/googleapis/api" = {
      version = "v0.0.0-20260921155816-b14227669459";
      go = "1.26.0";
      hash = "sha256-vFPDopJXc/dMuPxwrcc2zGxP3UyF8E7PzAs1YmBnlGo=";
      sum = "h1:GS9OIt/j7c8bvBjYNgnKQysVfmV7e4jM0H8ZK95G4t8=";
      packages = "expr/v1alpha1 httpbody";
      requires = "google.golang.org/genproto/googleapis/rpc google.golang.org/protobuf";
    };
    "google.golang.org/genproto/googleapis/rpc" = {
      version = "v0.0.0-20260921155816-b14227669459";
      go = "1.26.0";
      hash = "sha256-qBJJ3Go2HqyEE+jp6FMafhXbMBbA/PIXvbdROnLPAYA=";
      sum = "h1:b0xCahf3FK2m2Cv0p4vTozGPWncCvLfwV86UNg8xWU8=";
      packages = "code errdetails status";
      requires = "google.golang.org/protobuf";
    };
    "google.golang.org/grpc" = {
      version = "v1.83.2";
      go = "1.25.0";
      hash = "sha256-q5VtdeJvWM7kbIvui8ncNV/+Rm+d0y/b6XkNN0/u1is=";
      sum = "h1:EManeRomTObA0BU7I8vXgg/78uE5MJ9M8B39EX2WscU=";
      packages = ''
        . attributes backoff
        balancer{,/base,/endpointsharding,/grpclb/state,/pickfirst{,/internal},/roundrobin}
        binarylog/grpc_binarylog_v1 channelz codes connectivity credentials{,/insecure}
        encoding{,/gzip,/internal,/proto} experimental/{balancer/weight,stats} grpclog{,/internal}
        health/grpc_health_v1
        internal{,/backoff,/balancer/gracefulswitch,/balancerload,/binarylog,/buffer,/channelz,
        /credentials,/envconfig,/grpclog,/grpcsync,/grpcutil,/idle,/mem,/metadata,/pretty,
        /proxyattributes,/resolver{,/delegatingresolver,/dns{,/internal},/passthrough,/unix},
        /serviceconfig,/stats,/status,/syscall,/transport{,/internal,/networktype,/readyreader}}
        keepalive mem metadata peer resolver{,/dns} serviceconfig stats status tap
      '';
      requires = ''
        golang.org/x/{net,sys} google.golang.org/genproto/googleapis/rpc google.golang.org/protobuf
      '';
    };
    "google.golang.org/protobuf" = {
      version = "v1.36.12";
      go = "1.23";
      hash = "sha256-MKd0AdkWEe2A79mGPzOY5I76nMqTsGJKQNPJOKyOwkQ=";
      sum = "h1:pJOKDDOyeXErUroCihFAd5LQuwXBSpVnKGrj5o/fwxc=";
      packages = ''
        encoding/{protodelim,protojson,prototext,protowire}
        internal/{descfmt,descopts,detrand,editiondefaults,editionssupport,encoding/{defval,json,
        messageset,tag,text},errors,filedesc,filetype,flags,genid,impl,order,pragma,protolazy,set,
        strs,version} proto protoadapt reflect/{protodesc,protoreflect,protoregistry}
        runtime/{protoiface,protoimpl}
        types/{descriptorpb,dynamicpb,gofeaturespb,known/{anypb,durationpb,emptypb,fieldmaskpb,
        structpb,timestamppb,wrapperspb}}
      '';
    };
    "gopkg.in/yaml.v3" = {
      version = "v3.0.1";
      hash = "sha256-FqL9TKYJ0XkNwJFnq9j0VvJ5ZUU1RvH/52h/f5bkYAU=";
      sum = "h1:fxVm/GzAzEWqLHuvctI91KS9hhNmmWOoWu0XTYJS7CA=";
      packages = ".";
    };
    "howett.net/plist" = {
      version = "v1.0.1";
      go = "1.12";
      hash = "sha256-aXTwU+4m3JBjdX81Tw6MM8u4d39aoUICwP0g2ersmb0=";
      sum = "h1:37GdZ8tP09Q35o9ych3ehygcsL+HqKSwzctveSlarvM=";
      darwin.packages = ".";
    };
  };
  leaves = {
    "caddy" = {
      module = "github.com/caddyserver/caddy/v2";
      version = "v2.11.9";
      go = "1.26.0";
      license = "Apache-2.0";
      hash = "sha256-r3wY6ylResUi50hcsUIN9eR+I+O0Q2gz6uGwQZ10vI0=";
      goMod = "h1:jctG0eTy0tC4ST/Q7GIPKIfxox7mhSCtcwlwF82HLVM=";
      goSum = "sha256-y54EW2rKtyXyyvlpzG9atMwdmPOt3TaCJ+1U90Uohsc=";
      packages = "cmd/caddy";
      requires = ''
        cel.dev/cel-go github.com/BurntSushi/toml github.com/DeRuina/timberjack
        github.com/KimMachineGun/automemlimit github.com/Masterminds/sprig/v3
        github.com/alecthomas/chroma/v2 github.com/aryann/difflib
        github.com/caddyserver/{certmagic,zerossl} github.com/cespare/xxhash/v2
        github.com/cloudflare/circl github.com/dunglas/{go-urlpattern,httpsfv}
        github.com/dustin/go-humanize github.com/go-chi/chi/v5 github.com/google/uuid
        github.com/klauspost/{compress,cpuid/v2} github.com/libdns/libdns github.com/mholt/acmez/v3
        github.com/pires/go-proxyproto github.com/prometheus/client_golang
        github.com/quic-go/quic-go github.com/smallstep/{certificates,nosql,truststore}
        github.com/spf13/{cobra,pflag} github.com/tailscale/tscert
        github.com/yuin/{goldmark,goldmark-highlighting/v2} go.etcd.io/bbolt
        go.opentelemetry.io/contrib/{bridges/prometheus,exporters/autoexport,
        instrumentation/net/http/otelhttp,propagators/autoprop} go.opentelemetry.io/otel
        go.opentelemetry.io/otel#2 go.opentelemetry.io/otel/{sdk{,/metric},trace} go.step.sm/crypto
        go.uber.org/automaxprocs go.uber.org/zap{,/exp}
        golang.org/x/{crypto{,/x509roots/fallback},net,sync,sys,term,time} gopkg.in/yaml.v3
      '';
    };
  };
  tracks = { };
}
