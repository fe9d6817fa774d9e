# Go package set: 3 leaves, 167 modules.
# Made by `goset lock` from goset.toml; change that and run it again.
{
  format = 2;
  go = "1.25.0"; # leaf stern
  toolchain = "1.26";
  platforms = [ "darwin/amd64" "darwin/arm64" "linux/amd64" "linux/arm64" ];
  modules = {
    "github.com/AlecAivazis/survey/v2" = {
      version = "v2.3.7";
      go = "1.13";
      hash = "sha256-JY3+GFN+m/sew7jq9pfuV4aWFmrGxMLN6kkBrVXDoMs=";
      sum = "h1:6I/u8FvytdGsgonrYsVn2t8t4QiRnh6QSTqkkhIiSjQ=";
      packages = ". core terminal";
      requires = "github.com/kballard/go-shellquote github.com/mgutz/ansi golang.org/x/{term,text}";
    };
    "github.com/asaskevich/govalidator" = {
      version = "v0.0.0-20230301143203-a9d515a09cc2";
      go = "1.13";
      hash = "sha256-UCENzt1c1tFgsAzK2TNq5s2g0tQMQ5PxFaQKe8hTL/A=";
      sum = "h1:DklsrG3dyBCFEj5IhUbnKptjxatkF07cF2ak3yi77so=";
      packages = ".";
    };
    "github.com/aws/aws-sdk-go-v2" = {
      version = "v1.34.0";
      go = "1.21";
      hash = "sha256-QUQYgwItQHT3eKA8dLZWIE/iUjLKIhnCLRfyDYJ16Aw=";
      sum = "h1:9iyL+cjifckRGEVpRKZP3eIxVlL06Qk1Tk13vreaVQU=";
      packages = ''
        aws{,/arn,/defaults,/middleware,/protocol/{query,restjson,xml},/ratelimit,/retry,
        /signer/{internal/v4,v4},/transport/http}
        internal/{auth{,/smithy},awsutil,context,endpoints{,/awsrulesfn},middleware,rand,sdk,sdkio,
        shareddefaults,strings,sync/singleflight,timeconv}
      '';
      requires = "github.com/aws/smithy-go";
    };
    "github.com/aws/aws-sdk-go-v2/aws/protocol/eventstream" = {
      version = "v1.6.8";
      go = "1.21";
      hash = "sha256-jKC7yB47UQwVHM7Kdmfx2HU9gR3lrJghQUVs5PeYREk=";
      sum = "h1:zAxi9p3wsZMIaVCdoiQp2uZ9k1LsZvmAnoTBeZPXom0=";
      packages = ". eventstreamapi";
      requires = "github.com/aws/smithy-go";
    };
    "github.com/aws/aws-sdk-go-v2/config" = {
      version = "v1.29.2";
      go = "1.21";
      hash = "sha256-Wd73ET//6NhLwQGTU6kvfrEbEikw73WP0wMxIa31dUg=";
      sum = "h1:JuIxOEPcSKpMB0J+khMjznG9LIhIBdmqNiEcPclnwqc=";
      packages = ".";
      requires = ''
        github.com/aws/{aws-sdk-go-v2{,/credentials,/feature/ec2/imds,/internal/ini,/service/{sso,
        ssooidc,sts}},smithy-go}
      '';
    };
    "github.com/aws/aws-sdk-go-v2/credentials" = {
      version = "v1.17.55";
      go = "1.21";
      hash = "sha256-3d0o0h2fwdp2ekv0UHKWEstudzGbAez44aJUoW54+Jk=";
      sum = "h1:CDhKnDEaGkLA5ZszV/qw5uwN5M8rbv9Cl0JRN+PRsaM=";
      packages = ". ec2rolecreds endpointcreds{,/internal/client} processcreds ssocreds stscreds";
      requires = ''
        github.com/aws/{aws-sdk-go-v2{,/feature/ec2/imds,/service/{sso,ssooidc,sts}},smithy-go}
      '';
    };
    "github.com/aws/aws-sdk-go-v2/feature/ec2/imds" = {
      version = "v1.16.25";
      go = "1.21";
      hash = "sha256-n/N+7KD9zfakkwZdSDqVaHHA9qMZgEgiTR+CpM1c72o=";
      sum = "h1:kU7tmXNaJ07LsyN3BUgGqAmVmQtq0w6duVIHAKfp0/w=";
      packages = ". internal/config";
      requires = "github.com/aws/{aws-sdk-go-v2,smithy-go}";
    };
    "github.com/aws/aws-sdk-go-v2/feature/s3/manager" = {
      version = "v1.17.54";
      go = "1.21";
      hash = "sha256-aulAwVbPzX9DDRfBNvZHyYqneEGczef6ZgEmoA8exc4=";
      sum = "h1:6BWOAho3Cgdy4cmNJ4HWY8VZgqODEU7Gw78XXireNZI=";
      packages = ".";
      requires = "github.com/aws/{aws-sdk-go-v2{,/service/s3},smithy-go}";
    };
    "github.com/aws/aws-sdk-go-v2/internal/configsources" = {
      version = "v1.3.29";
      go = "1.21";
      hash = "sha256-0HpCevmWNUZd2+Y4npWpCqW0gSIluWPlfOCuT2SCktw=";
      sum = "h1:Ej0Rf3GMv50Qh4G4852j2djtoDb7AzQ7MuQeFHa3D70=";
      packages = ".";
      requires = "github.com/aws/aws-sdk-go-v2";
    };
    "github.com/aws/aws-sdk-go-v2/internal/endpoints/v2" = {
      version = "v2.6.29";
      go = "1.21";
      hash = "sha256-TB/8P2Jx2sC5DXHJnp4dTBdeKCfKE49nyP//qcvND4s=";
      sum = "h1:6e8a71X+9GfghragVevC5bZqvATtc3mAMgxpSNbgzF0=";
      packages = ".";
      requires = "github.com/aws/{aws-sdk-go-v2,smithy-go}";
    };
    "github.com/aws/aws-sdk-go-v2/internal/ini" = {
      version = "v1.8.2";
      go = "1.21";
      hash = "sha256-B2j5VassSR24lT1Sx6ZFSGFwwitmFntgeIeE+6FBNcg=";
      sum = "h1:Pg9URiobXy85kgFev3og2CuOZ8JZUBENF+dcgWBaYNk=";
      packages = ".";
    };
    "github.com/aws/aws-sdk-go-v2/internal/v4a" = {
      version = "v1.3.29";
      go = "1.21";
      hash = "sha256-9ln0Z/fA1Xkc7hYDVFgUtsyXMlV+Zmbyftp/eKL5K2k=";
      sum = "h1:g9OUETuxA8i/Www5Cby0R3WSTe7ppFTZXHVLNskNS4w=";
      packages = ". internal/{crypto,v4}";
      requires = "github.com/aws/{aws-sdk-go-v2,smithy-go}";
    };
    "github.com/aws/aws-sdk-go-v2/service/internal/accept-encoding" = {
      version = "v1.12.2";
      go = "1.21";
      hash = "sha256-zNvYlSlLD8RLEKoVteDx0ilLO03eS/gmgn4qb1ztLas=";
      sum = "h1:D4oz8/CzT9bAEYtVhSBmFj2dNOtaHOtMKc2vHBwYizA=";
      packages = ".";
      requires = "github.com/aws/smithy-go";
    };
    "github.com/aws/aws-sdk-go-v2/service/internal/checksum" = {
      version = "v1.5.3";
      go = "1.21";
      hash = "sha256-89pDSfzKF6aRHSbftx4vf/QToXqqiSi9Y/kDfFi1uE4=";
      sum = "h1:EP1ITDgYVPM2dL1bBBntJ7AW5yTjuWGz9XO+CZwpALU=";
      packages = ".";
      requires = "github.com/aws/{aws-sdk-go-v2{,/service/internal/presigned-url},smithy-go}";
    };
    "github.com/aws/aws-sdk-go-v2/service/internal/presigned-url" = {
      version = "v1.12.10";
      go = "1.21";
      hash = "sha256-Xk7gNde480/4PKb0lh76b5HHMeRtiCCfQrOn44w5USo=";
      sum = "h1:hN4yJBGswmFTOVYqmbz1GBs9ZMtQe8SrYxPwrkrlRv8=";
      packages = ".";
      requires = "github.com/aws/{aws-sdk-go-v2,smithy-go}";
    };
    "github.com/aws/aws-sdk-go-v2/service/internal/s3shared" = {
      version = "v1.18.10";
      go = "1.21";
      hash = "sha256-88w9NgM+5u/kavz8XdUxz8cYV/5bNdGZEpN+sn285Tw=";
      sum = "h1:fXoWC2gi7tdJYNTPnnlSGzEVwewUchOi8xVq/dkg8Qs=";
      packages = ". arn config";
      requires = "github.com/aws/{aws-sdk-go-v2,smithy-go}";
    };
    "github.com/aws/aws-sdk-go-v2/service/s3" = {
      version = "v1.74.1";
      go = "1.21";
      hash = "sha256-fALufxgPQlEkNAJnxVkvDjSIQ0nMNxO/ltu2aegdHj4=";
      sum = "h1:9LawY3cDJ3HE+v2GMd5SOkNLDwgN4K7TsCjyVBYu/L4=";
      packages = ". internal/{arn,customizations,endpoints} types";
      requires = ''
        github.com/aws/{aws-sdk-go-v2{,/aws/protocol/eventstream,/internal/{configsources,
        endpoints/v2,v4a},/service/internal/{accept-encoding,checksum,presigned-url,s3shared}},
        smithy-go}
      '';
    };
    "github.com/aws/aws-sdk-go-v2/service/sso" = {
      version = "v1.24.12";
      go = "1.21";
      hash = "sha256-+2qw8BbFf0rywitcESGS9JsNNjAlOg7F4F4Hyp2jn24=";
      sum = "h1:kznaW4f81mNMlREkU9w3jUuJvU5g/KsqDV43ab7Rp6s=";
      packages = ". internal/endpoints types";
      requires = ''
        github.com/aws/{aws-sdk-go-v2{,/internal/{configsources,endpoints/v2}},smithy-go}
      '';
    };
    "github.com/aws/aws-sdk-go-v2/service/ssooidc" = {
      version = "v1.28.11";
      go = "1.21";
      hash = "sha256-tKiezRlHX87zfiRRSEOXkZHIsl1VYZv/9VpKIGd0Z9A=";
      sum = "h1:mUwIpAvILeKFnRx4h1dEgGEFGuV8KJ3pEScZWVFYuZA=";
      packages = ". internal/endpoints types";
      requires = ''
        github.com/aws/{aws-sdk-go-v2{,/internal/{configsources,endpoints/v2}},smithy-go}
      '';
    };
    "github.com/aws/aws-sdk-go-v2/service/sts" = {
      version = "v1.33.10";
      go = "1.21";
      hash = "sha256-zlBSJr480fkdvJUuf/gY59ueqL0HRV+MVsF79jTo9SI=";
      sum = "h1:g9d+TOsu3ac7SgmY2dUf1qMgu/uJVTlQ4VCbH6hRxSw=";
      packages = ". internal/endpoints types";
      requires = ''
        github.com/aws/{aws-sdk-go-v2{,/internal/{configsources,endpoints/v2},
        /service/internal/{accept-encoding,presigned-url}},smithy-go}
      '';
    };
    "github.com/aws/smithy-go" = {
      version = "v1.22.2";
      go = "1.21";
      hash = "sha256-YdwVeW509cpqU357MjDM8ReL1vftkW8XIhSbJsbTh/s=";
      sum = "h1:6D9hW43xKFrRx/tXXfAlIZc4JI+yQe6snnWcQyxSyLQ=";
      packages = ''
        . auth{,/bearer} container/private/cache{,/lru} context document
        encoding{,/httpbinding,/json,/xml} endpoints{,/private/rulesfn} internal/sync/singleflight
        io logging metrics middleware private/requestcompression ptr rand sync time tracing
        transport/http{,/internal/io} waiter
      '';
    };
    "github.com/beorn7/perks" = {
      version = "v1.0.1";
      go = "1.11";
      hash = "sha256-h75GUqfwJKngCJQVE5Ao5wnO3cfKD9lSIteoLp/3xJ4=";
      sum = "h1:VlbKKnNfV8bJzeqoa4cOKqO6bYr3WgKZxO8Z16+hsOM=";
      packages = "quantile";
    };
    "github.com/blang/semver/v4" = {
      version = "v4.0.0";
      go = "1.14";
      hash = "sha256-dJC22MjnfT5WqJ7x7Tc3Bvpw9tFnBn9HqfWFiM57JVc=";
      sum = "h1:1PFHFE6yCCTv8C1TeyNNarDzntLi7wMI5i/pzqYIsAM=";
      packages = ".";
    };
    "github.com/cespare/xxhash/v2" = {
      version = "v2.3.0";
      go = "1.11";
      hash = "sha256-7hRlwSR+fos1kx4VZmJ/7snR7zHh8ZFKX+qqqqGcQpY=";
      sum = "h1:UL815xU9SqsFlibzuggzjXhog7bL6oX9BbNZnL2UFvs=";
      packages = ".";
    };
    "github.com/cilium/cilium" = {
      version = "v1.16.6";
      go = "1.22.0";
      hash = "sha256-D9feYfDUCXxj4dj76MSx2BC7dfL85vbt3ubIRR8y55k=";
      sum = "h1:KRQn5knO48ERxB6SusQo02nYmE0NO0qiLlvqhwBTXbI=";
      packages = ''
        api/v1/{client{,/bgp,/daemon,/endpoint,/ipam,/metrics,/policy,/prefilter,/recorder,
        /service},flow,health/{client{,/connectivity,/restapi},models},models}
        pkg/{alibabacloud/eni/types,api,aws/eni/types,azure/types,cidr,client,clustermesh/types,
        command{,/exec},comparator,datapath/linux/{probes,safenetlink},defaults,endpoint/id,
        fqdn/{dns,matchpattern,re},health/{client,defaults},hive/health/types,iana,ip,ipam/{option,
        types},k8s/{apis/cilium.io{,/utils,/v2},slim/k8s/{api/core/v1,apis/{labels,meta/v1{,
        /validation},selection,util/intstr}},utils},labels,loadbalancer,lock,logging{,/logfields},
        mac,metrics{,/metric{,/collections}},netns,node/addressing,option,policy/api,promise,
        safetime,slices,source,spanstat,time,version,versioncheck}
      '';
      requires = ''
        github.com/blang/semver/v4 github.com/cilium/{ebpf,hive,proxy}
        github.com/go-openapi/{errors,loads,runtime,spec,strfmt,swag,validate}
        github.com/gogo/protobuf github.com/golang/groupcache github.com/google/{go-cmp,gopacket}
        github.com/kr/pretty github.com/mackerelio/go-osstat github.com/pmezard/go-difflib
        github.com/prometheus/{client_golang,client_model} github.com/sasha-s/go-deadlock
        github.com/sirupsen/logrus github.com/spf13/{cast,cobra,pflag,viper}
        github.com/vishvananda/netlink go4.org/netipx golang.org/x/{exp,sync,sys,time}
        google.golang.org/protobuf gopkg.in/yaml.v3 k8s.io/api k8s.io/apimachinery k8s.io/client-go
        k8s.io/klog/v2 k8s.io/utils
      '';
      linux.packages = "pkg/resiliency";
    };
    "github.com/cilium/ebpf" = {
      version = "v0.15.0";
      go = "1.21.0";
      hash = "sha256-Hywdegv2GqkgR4PLfkHCBijzXE1S3VU666LdlQkFuHk=";
      sum = "h1:7NxJhNiBT3NG8pZJ3c+yfrVdHY8ScgKD27sScgjLMMk=";
      packages = ''
        . asm btf features internal{,/kallsyms,/kconfig,/sys,/sysenc,/tracefs,/unix} link
      '';
      requires = "golang.org/x/exp";
      linux.requires = "golang.org/x/sys";
    };
    "github.com/cilium/hive" = {
      version = "v0.0.0-20240529072208-d997f86e4219";
      go = "1.21.3";
      hash = "sha256-QIlSjD+LWIaUWncdeotmJmchj7Y0VoDuPl7WeDNKuQk=";
      sum = "h1:iX4v9lg63iTv8x8MWUMVbeWqtAGcV6yh/w3Zp9sP3ME=";
      packages = ". cell internal";
      requires = ''
        github.com/davecgh/go-spew github.com/mitchellh/mapstructure
        github.com/spf13/{cast,cobra,pflag,viper} go.uber.org/dig golang.org/x/term
      '';
    };
    "github.com/cilium/proxy" = {
      version = "v0.0.0-20241210133824-eaae5aca0fb9";
      go = "1.22";
      hash = "sha256-2VV1+tdABOprEG5SWvsDOIA5XT58Z6Aq19YG8GYyFLY=";
      sum = "h1:EuilS9EXYTKh2B8HXieDVMGaEf4Hleg5uA+07bt1l8c=";
      packages = "pkg/policy/api/kafka";
    };
    "github.com/davecgh/go-spew" = {
      version = "v1.1.2-0.20180830191138-d8f796af33cc";
      hash = "sha256-fV9oI51xjHdOmEx6+dlq7Ku2Ag+m/bmbzPo6A4Y74qc=";
      sum = "h1:U9qPSI2PIWSS1VwoXQT9A3Wy9MM3WgvqSxFWenqJduM=";
      packages = "spew";
    };
    "github.com/dustin/go-humanize" = {
      version = "v1.0.1";
      go = "1.16";
      hash = "sha256-yuvxYYngpfVkUg9yAmG99IUVmADTQA0tMbBXe0Fq0Mc=";
      sum = "h1:GzkhY7T5VNhEkwH0PVJgjz+fX1rhBrR7pRT3mDkpeCY=";
      packages = ".";
    };
    "github.com/emicklei/go-restful/v3" = {
      version = "v3.13.0";
      go = "1.13";
      hash = "sha256-lB2Z29RDLiVQE5NrsV1s2iHeQ4ciGwNj5OG1zJxwZV8=";
      sum = "h1:C4Bl2xDndpU6nJ4bc1jXd+uTmYPVUwkD6bFY/oTyCes=";
      packages = ". log";
    };
    "github.com/fatih/color" = {
      version = "v1.18.0";
      go = "1.17";
      hash = "sha256-pP5y72FSbi4j/BjyVq/XbAOFjzNjMxZt2R/lFFxGWvY=";
      sum = "h1:S8gINlzdQ840/4pfAwic/ZE0djQEH3wM94VfqLTZcOM=";
      packages = ".";
      requires = "github.com/mattn/{go-colorable,go-isatty}";
    };
    "github.com/fsnotify/fsnotify" = {
      version = "v1.7.0";
      go = "1.17";
      hash = "sha256-MdT2rQyQHspPJcx6n9ozkLbsktIOJutOqDuKpNAtoZY=";
      sum = "h1:8JEhPFa5W2WU7YfeZzPNqzMP6Lwt7L2715Ggo0nosvA=";
      packages = ".";
      requires = "golang.org/x/sys";
    };
    "github.com/fvbommel/sortorder" = {
      version = "v1.1.0";
      go = "1.13";
      hash = "sha256-553Rg/amloO6nv67p0ARsKas9QNnTQucpi08vNLtjQU=";
      sum = "h1:fUmoe+HLsBTctBDoaBwpQo5N+nrCp8g/BjKb/6ZQmYw=";
      packages = ".";
    };
    "github.com/fxamacker/cbor/v2" = {
      version = "v2.9.0";
      go = "1.20";
      hash = "sha256-/IZK76MRCrz9XCiilieH5tKaLnIWyPJhwxDoVKB8dFc=";
      sum = "h1:NpKPmjDBgUfBms6tr6JZkTHtfFGcMKsw3eGcmD/sapM=";
      packages = ".";
      requires = "github.com/x448/float16";
    };
    "github.com/go-errors/errors" = {
      version = "v1.5.1";
      go = "1.14";
      hash = "sha256-K/IEfka2mbBk6b0AbiMaxpvkY1pZgzhtT6knqoDovPk=";
      sum = "h1:ZwEMSLRCapFLflTpT7NKaAc7ukJ8ZPEjzlxt8rPN8bk=";
      packages = ".";
    };
    "github.com/go-ini/ini" = {
      version = "v1.67.0";
      hash = "sha256-V10ahGNGT+NLRdKUyRg1dos5RxLBXBk1xutcnquc/+4=";
      sum = "h1:z6ZrTEZqSWOTyH2FlglNbNgARyHG8oLW9gMELqKr06A=";
      packages = ".";
    };
    "github.com/go-logr/logr" = {
      version = "v1.4.3";
      go = "1.18";
      hash = "sha256-Nnp/dEVNMxLp3RSPDHZzGbI8BkSNuZMX0I0cjWKXXLA=";
      sum = "h1:CjnDlHq8ikf6E492q6eKboGOC0T8CDaOvkHCIg8idEI=";
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
    "github.com/go-openapi/analysis" = {
      version = "v0.23.0";
      go = "1.20";
      hash = "sha256-IhmB56h2BsbCvKEn7bm7fWw0pOkMZMXglZrC5iKlVjQ=";
      sum = "h1:aGday7OWupfMs+LbmLZG4k0MYXIANxcuBTYUC03zFCU=";
      packages = ". internal/{debug,flatten/{normalize,operations,replace,schutils,sortref}}";
      requires = "github.com/go-openapi/{jsonpointer,spec,strfmt,swag}";
    };
    "github.com/go-openapi/errors" = {
      version = "v0.22.0";
      go = "1.20";
      hash = "sha256-OjXbNmPOlTcpfuHd7OS1cm5GTQLRNUJ8wxbsaef+M1o=";
      sum = "h1:c4xY/OLxUBSTiepAg3j/MHuAv5mJhnf53LLMWFB+u/w=";
      packages = ".";
    };
    "github.com/go-openapi/jsonpointer" = {
      version = "v0.22.0";
      go = "1.20";
      hash = "sha256-MSjg2tEEvQ+k4zkbGFijHp/D6iSNPXuhDG4ZHUsQqdc=";
      sum = "h1:TmMhghgNef9YXxTu1tOopo+0BGEytxA+okbry0HjZsM=";
      packages = ".";
      requires = "github.com/go-openapi/swag/jsonname";
    };
    "github.com/go-openapi/jsonreference" = {
      version = "v0.21.1";
      go = "1.20";
      hash = "sha256-lelRAWmUsvUsC98QZQrG3LNsiKbhWfVwGXS0OJhA7o4=";
      sum = "h1:bSKrcl8819zKiOgxkbVNRUBIr6Wwj9KYrDbMjRs0cDA=";
      packages = ". internal";
      requires = "github.com/go-openapi/jsonpointer";
    };
    "github.com/go-openapi/loads" = {
      version = "v0.22.0";
      go = "1.20";
      hash = "sha256-LSVRctUn05h6El+/MKQ9ZhnE8sZqjJJFTpt4Umm7jGI=";
      sum = "h1:ECPGd4jX1U6NApCGG1We+uEozOAvXvJSF4nnwHZ8Aco=";
      packages = ".";
      requires = "github.com/go-openapi/{analysis,spec,swag}";
    };
    "github.com/go-openapi/runtime" = {
      version = "v0.28.0";
      go = "1.20";
      hash = "sha256-kPIwKPrEr6YuJXWZvJxoXXFXtj3g3ssyoQnTrGzxBxM=";
      sum = "h1:gpPPmWSNGo214l6n8hzdXYhPuJcGtziTOgUpvsFWGIQ=";
      packages = ". client logger middleware{,/denco,/header,/untyped} security yamlpc";
      requires = ''
        github.com/go-openapi/{analysis,errors,loads,spec,strfmt,swag,validate}
        github.com/opentracing/opentracing-go go.opentelemetry.io/otel go.opentelemetry.io/otel#2
        go.opentelemetry.io/otel/trace golang.org/x/sync gopkg.in/yaml.v3
      '';
    };
    "github.com/go-openapi/spec" = {
      version = "v0.21.0";
      go = "1.20";
      hash = "sha256-TNaIDffo6lw2v9n7mpM+gPgJJOK88PD6sp/LPNU7Fx8=";
      sum = "h1:LTVzPc3p/RzRnkQqLRndbAzjY0d0BCL72A6j3CdL9ZY=";
      packages = ".";
      requires = "github.com/go-openapi/{jsonpointer,jsonreference,swag}";
    };
    "github.com/go-openapi/strfmt" = {
      version = "v0.23.0";
      go = "1.20";
      hash = "sha256-OhuDzohJKR49ESRSD7n4YdeKAvLWwXMgKE/4FMBb++c=";
      sum = "h1:nlUS6BCqcnAk0pyhi9Y+kdDVZdZMHfEKQiS4HaMgO/c=";
      packages = ".";
      requires = ''
        github.com/asaskevich/govalidator github.com/go-openapi/errors github.com/google/uuid
        github.com/mitchellh/mapstructure github.com/oklog/ulid go.mongodb.org/mongo-driver
      '';
    };
    "github.com/go-openapi/swag" = {
      version = "v0.24.1";
      go = "1.20.0";
      hash = "sha256-HsaQ1BunJH/yvzYf97W9SZIi8atKIzwJ8dmcXHJpuQw=";
      sum = "h1:DPdYTZKo6AQCRqzwr/kGkxJzHhpKxZ9i/oX0zag+MF8=";
      packages = ".";
      requires = ''
        github.com/go-openapi/swag/{cmdutils,conv,fileutils,jsonname,jsonutils,loading,mangling,
        netutils,stringutils,typeutils,yamlutils}
      '';
    };
    "github.com/go-openapi/swag/cmdutils" = {
      version = "v0.24.0";
      go = "1.20.0";
      hash = "sha256-gdlEKJ97mcTo023WH7AER70jUlThDnqgH5YV1cfImuQ=";
      sum = "h1:KlRCffHwXFI6E5MV9n8o8zBRElpY4uK4yWyAMWETo9I=";
      packages = ".";
    };
    "github.com/go-openapi/swag/conv" = {
      version = "v0.24.0";
      go = "1.20.0";
      hash = "sha256-rV3wds0DxuYvpL5AiDmUAqudi3YqSCRDKYYp5vCVuTw=";
      sum = "h1:ejB9+7yogkWly6pnruRX45D1/6J+ZxRu92YFivx54ik=";
      packages = ".";
    };
    "github.com/go-openapi/swag/fileutils" = {
      version = "v0.24.0";
      go = "1.20.0";
      hash = "sha256-rrMvCzSmTIt9HQah6u8IGf3hubRyKQmqGU6pVGOQD5k=";
      sum = "h1:U9pCpqp4RUytnD689Ek/N1d2N/a//XCeqoH508H5oak=";
      packages = ".";
    };
    "github.com/go-openapi/swag/jsonname" = {
      version = "v0.24.0";
      go = "1.20.0";
      hash = "sha256-2aZMzfbUzTagfHt3e1k3MF98zEIoGBtqTFFQoJg1J3k=";
      sum = "h1:2wKS9bgRV/xB8c62Qg16w4AUiIrqqiniJFtZGi3dg5k=";
      packages = ".";
    };
    "github.com/go-openapi/swag/jsonutils" = {
      version = "v0.24.0";
      go = "1.20";
      hash = "sha256-i7FsoqyaQi3sEik1k8/3V2uR+DASfmzla7V6vfn5vg8=";
      sum = "h1:F1vE1q4pg1xtO3HTyJYRmEuJ4jmIp2iZ30bzW5XgZts=";
      packages = ".";
      requires = "github.com/mailru/easyjson";
    };
    "github.com/go-openapi/swag/loading" = {
      version = "v0.24.0";
      go = "1.20.0";
      hash = "sha256-61aX3bXTe2ZCq+ElK4ICK34fJdV5QWGnpz0W7bZoOXs=";
      sum = "h1:ln/fWTwJp2Zkj5DdaX4JPiddFC5CHQpvaBKycOlceYc=";
      packages = ".";
      requires = "github.com/go-openapi/swag/yamlutils";
    };
    "github.com/go-openapi/swag/mangling" = {
      version = "v0.24.0";
      go = "1.20.0";
      hash = "sha256-tmjgMl0kBoYzptrDIj9Saeb35iQutZNgr+ci8/zNVys=";
      sum = "h1:PGOQpViCOUroIeak/Uj/sjGAq9LADS3mOyjznmHy2pk=";
      packages = ".";
    };
    "github.com/go-openapi/swag/netutils" = {
      version = "v0.24.0";
      go = "1.20.0";
      hash = "sha256-XT76dUMQBbNNY+Q7icfv+7iOfDp1jkNYNIAX3wNQqIg=";
      sum = "h1:Bz02HRjYv8046Ycg/w80q3g9QCWeIqTvlyOjQPDjD8w=";
      packages = ".";
    };
    "github.com/go-openapi/swag/stringutils" = {
      version = "v0.24.0";
      go = "1.20.0";
      hash = "sha256-QCbik/2sCCegdR5qqQ4kQKGipJoP7KIIEZAbsDPLtkY=";
      sum = "h1:i4Z/Jawf9EvXOLUbT97O0HbPUja18VdBxeadyAqS1FM=";
      packages = ".";
    };
    "github.com/go-openapi/swag/typeutils" = {
      version = "v0.24.0";
      go = "1.20.0";
      hash = "sha256-OplffWuuvc1+joolUQnat5bLXznGF7VOSeX3M+92a1k=";
      sum = "h1:d3szEGzGDf4L2y1gYOSSLeK6h46F+zibnEas2Jm/wIw=";
      packages = ".";
    };
    "github.com/go-openapi/swag/yamlutils" = {
      version = "v0.24.0";
      go = "1.20";
      hash = "sha256-Um4h6ONEzLKY39xVTQFCk1d1Z354MeTjD56kq1hL3vk=";
      sum = "h1:bhw4894A7Iw6ne+639hsBNRHg9iZg/ISrOVr+sJGp4c=";
      packages = ".";
      requires = "github.com/go-openapi/swag/jsonutils gopkg.in/yaml.v3";
    };
    "github.com/go-openapi/validate" = {
      version = "v0.24.0";
      go = "1.20";
      hash = "sha256-dISwTJag5g8FXXp7CDk4KR3t7FJUn7iM2hATBlKMcJw=";
      sum = "h1:LdfDKwNbpB6Vn40xhTdNZAnfLECL81w+VX3BumrGD58=";
      packages = ".";
      requires = "github.com/go-openapi/{analysis,errors,jsonpointer,loads,spec,strfmt,swag}";
    };
    "github.com/goccy/go-json" = {
      version = "v0.10.4";
      go = "1.19";
      hash = "sha256-QwnR7s+bwgSM+Mf5KazzHPLYTMErkYSA2LP/ZTFOOPM=";
      sum = "h1:JSwxQzIqKfmFX1swYPpUThQZp/Ka4wzJdK0LWVytLPM=";
      packages = ''
        . internal/{decoder,encoder{,/vm,/vm_color,/vm_color_indent,/vm_indent},errors,runtime}
      '';
    };
    "github.com/gogo/protobuf" = {
      version = "v1.3.2";
      go = "1.15";
      hash = "sha256-pogILFrrk+cAtb0ulqn9+gRZJ7sGnnLLdtqITvxvG6c=";
      sum = "h1:Ov1cvc58UF3b5XjBnZv7+opcTcQFZebYjWzi34vdm4Q=";
      packages = "proto sortkeys";
    };
    "github.com/golang/groupcache" = {
      version = "v0.0.0-20210331224755-41bb18bfe9da";
      hash = "sha256-7Gs7CS9gEYZkbu5P4hqPGBpeGZWC64VDwraSKFF+VR0=";
      sum = "h1:oI5xCqsCo564l8iNU+DwB5epxmsaqB+rhGL0m5jtYqE=";
      packages = "lru";
    };
    "github.com/google/btree" = {
      version = "v1.1.3";
      go = "1.18";
      hash = "sha256-/6Us2eNRFi2IIp7p5uPUXLridilAdk4SmZhcTYR0csw=";
      sum = "h1:CVpQJjYgC4VbzxeGVHfvZrv1ctoYCAI8vbl07Fcxlyg=";
      packages = ".";
    };
    "github.com/google/gnostic-models" = {
      version = "v0.7.0";
      go = "1.22";
      hash = "sha256-sxShRxqOUVlz9IkAz0C/NP/7CmLBW3ffwoZTdh+rIOc=";
      sum = "h1:qwTtogB15McXDaNqTZdzPJRHvaVJlAl+HVQnLmJEJxo=";
      packages = "compiler extensions jsonschema openapiv2 openapiv3";
      requires = "go.yaml.in/yaml/v3 google.golang.org/protobuf";
    };
    "github.com/google/go-cmp" = {
      version = "v0.7.0";
      go = "1.21";
      hash = "sha256-JbxZFBFGCh/Rj5XZ1vG94V2x7c18L8XKB0N9ZD5F2rM=";
      sum = "h1:wk8382ETsv4JYUZwIsn6YpYiWiBsYLSJiTsyBybVuN8=";
      packages = "cmp{,/cmpopts,/internal/{diff,flags,function,value}}";
    };
    "github.com/google/gopacket" = {
      version = "v1.1.19";
      go = "1.12";
      hash = "sha256-EueA6b+c7SWJjII3HiFnMMKj3mIbAdzboJo6HBZnkkc=";
      sum = "h1:ves8RnFZPGiFnTS0uPQStjwru6uO6h+nlr9j6fL7kF8=";
      packages = ". layers";
    };
    "github.com/google/uuid" = {
      version = "v1.6.0";
      hash = "sha256-VWl9sqUzdOuhW0KzQlv0gwwUQClYkmZwSydHG2sALYw=";
      sum = "h1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0=";
      packages = ".";
    };
    "github.com/gregjones/httpcache" = {
      version = "v0.0.0-20190611155906-901d90724c79";
      hash = "sha256-AEfenLNBYwZjwHsMG48bpwUyUtjx1BBiK2W5HQruIBc=";
      sum = "h1:+ngKgrYPPJrOjhax5N+uePQ0Fh1Z7PheYoUI/0nzkPA=";
      packages = ".";
    };
    "github.com/hashicorp/go-immutable-radix" = {
      version = "v1.3.1";
      hash = "sha256-65+A2HiVfS/GV9G+6/TkXXjzXhI/V98e6RlJWjxy+mg=";
      sum = "h1:DKHmCUm2hRBK510BaiZlwvpD40f8bJFeZnpfm2KLowc=";
      packages = ".";
      requires = "github.com/hashicorp/golang-lru";
    };
    "github.com/hashicorp/go-memdb" = {
      version = "v1.3.4";
      go = "1.13";
      hash = "sha256-xyr1z8KVgMo/9AaDBuCWlTEz3PO6uXei8iFixcpUA+s=";
      sum = "h1:XSL3NR682X/cVk2IeV0d70N4DZ9ljI885xAEU8IoK3c=";
      packages = ".";
      requires = "github.com/hashicorp/go-immutable-radix";
    };
    "github.com/hashicorp/golang-lru" = {
      version = "v0.5.4";
      go = "1.12";
      hash = "sha256-1skUMZX+iIf66J1TBVYGWO1OWwQcaoXut3mne331q+k=";
      sum = "h1:YDjusn29QI/Das2iO9M0BHnIbxPeyuCHsjMW+lJfyTc=";
      packages = "simplelru";
    };
    "github.com/hashicorp/hcl" = {
      version = "v1.0.1-vault-5";
      go = "1.15";
      hash = "sha256-ixv/MacRLAqPsLfTwFt/9UCEKT9X0Zf/VpydjkM6NbE=";
      sum = "h1:kI3hhbbyzr4dldA8UdTb7ZlVVlI2DACdCfz31RPDgJM=";
      packages = ". hcl/{ast,parser,printer,scanner,strconv,token} json/{parser,scanner,token}";
    };
    "github.com/josharian/intern" = {
      version = "v1.0.0";
      go = "1.5";
      hash = "sha256-LJR0QE2vOQ2/2shBbO5Yl8cVPq+NFrE3ers0vu9FRP0=";
      sum = "h1:vlS4z54oSdjm0bgjRigI+G1HpF+tI+9rE5LLzOg8HmY=";
      packages = ".";
    };
    "github.com/json-iterator/go" = {
      version = "v1.1.12";
      go = "1.12";
      hash = "sha256-To8A0h+lbfZ/6zM+2PpRpY3+L6725OPC66lffq6fUoM=";
      sum = "h1:PV8peI4a0ysnczrg+LtxykD8LfKY9ML6u2jnxaEnrnM=";
      packages = ".";
      requires = "github.com/modern-go/{concurrent,reflect2}";
    };
    "github.com/kballard/go-shellquote" = {
      version = "v0.0.0-20180428030007-95032a82bc51";
      hash = "sha256-AOEdKETBMUC39ln6jBJ9NYdJWp++jV5lSbjNqG3dV+c=";
      sum = "h1:Z9n2FFNUXsshfwJMBgNA0RU6/i7WVaAegv3PtuIHPMs=";
      packages = ".";
    };
    "github.com/klauspost/compress" = {
      version = "v1.17.11";
      go = "1.21";
      hash = "sha256-LFSIWy0C4VbiuPve0eKHr7Q7s4XtaGzsZ3qpO+6bEgc=";
      sum = "h1:In6xLpyWOi1+C7tXUUWv2ot1QvBjxevKAaI6IXrJmUc=";
      packages = ". fse huff0 internal/{race,snapref} s2 zstd{,/internal/xxhash}";
      amd64.packages = "internal/cpuinfo";
    };
    "github.com/klauspost/cpuid/v2" = {
      version = "v2.2.9";
      go = "1.20";
      hash = "sha256-6UnDBLqlTsKVeZNl5snKQiEBb8xGK5yyg2eZBg7QHLs=";
      sum = "h1:66ze0taIn2H33fBvCkXuv9BmCwDfafmiIVpKV9kKGuY=";
      amd64.packages = ".";
    };
    "github.com/kr/pretty" = {
      version = "v0.3.1";
      go = "1.12";
      hash = "sha256-DlER7XM+xiaLjvebcIPiB12oVNjyZHuJHoRGITzzpKU=";
      sum = "h1:flRD4NNwYAUpkphVc1HcthR4KEIFJ65n8Mw5qdRn3LE=";
      packages = ".";
      requires = "github.com/kr/text github.com/rogpeppe/go-internal";
    };
    "github.com/kr/text" = {
      version = "v0.2.0";
      hash = "sha256-fadcWxZOORv44oak3jTxm6YcITcFxdGt4bpn869HxUE=";
      sum = "h1:5Nx0Ya0ZqY2ygV366QzturHI13Jq95ApcVaJBhpS+AY=";
      packages = ".";
    };
    "github.com/liggitt/tabwriter" = {
      version = "v0.0.0-20181228230101-89fcab3d43de";
      hash = "sha256-b6pLitORwgfGpOHpe45ykj00P17utbDv8bv6MCVoCBM=";
      sum = "h1:9TO3cAIGXtEhnIaL+V+BEER86oLrvS+kWobKpbJuye0=";
      packages = ".";
    };
    "github.com/mackerelio/go-osstat" = {
      version = "v0.2.5";
      go = "1.18";
      hash = "sha256-Klgly3CCbXye5VxeKqZnfxeIy84mODiti29Ay5tDUMw=";
      sum = "h1:+MqTbZUhoIt4m8qzkVoXUJg1EuifwlAJSk4Yl2GXh+o=";
      packages = "memory";
      darwin.requires = "golang.org/x/sys";
    };
    "github.com/magiconair/properties" = {
      version = "v1.8.7";
      go = "1.19";
      hash = "sha256-XQ2bnc2s7/IH3WxEO4GishZurMyKwEclZy1DXg+2xXc=";
      sum = "h1:IeQXZAiQcpL9mgcAe1Nu6cX9LLw6ExEHKjN0VQdvPDY=";
      packages = ".";
    };
    "github.com/mailru/easyjson" = {
      version = "v0.9.0";
      go = "1.20";
      hash = "sha256-CWeL+s/xX6LHum3GAtzH0/A//7EsZ24DpvTTXpi3dIE=";
      sum = "h1:PrnmzHw7262yW8sTBwxi1PdJA3Iw/EKBa8psRf7d9a4=";
      packages = ". buffer jlexer jwriter";
      requires = "github.com/josharian/intern";
    };
    "github.com/mattn/go-colorable" = {
      version = "v0.1.14";
      go = "1.18";
      hash = "sha256-JC60PjKj7MvhZmUHTZ9p372FV72I9Mxvli3fivTbxuA=";
      sum = "h1:9A9LHSqF/7dyVVX6g0U9cwm9pG3kP9gSzcuIPHPsaIE=";
      packages = ".";
      requires = "github.com/mattn/go-isatty";
    };
    "github.com/mattn/go-isatty" = {
      version = "v0.0.20";
      go = "1.15";
      hash = "sha256-qhw9hWtU5wnyFyuMbKx+7RB8ckQaFQ8D+8GKPkN3HHQ=";
      sum = "h1:xfD0iDuEKnDkl03q4limB+vH+GxLEtL/jb4xVJSWWEY=";
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
    "github.com/minio/md5-simd" = {
      version = "v1.1.2";
      go = "1.14";
      hash = "sha256-vykcXvy2VBBAXnJott/XsGTT0gk2UL36JzZKfJ1KAUY=";
      sum = "h1:Gdi1DZK69+ZVMoNHRXJyNcxrMA4dSxoYHZSQbirFg34=";
      packages = ".";
      amd64.requires = "github.com/klauspost/cpuid/v2";
    };
    "github.com/minio/minio-go/v7" = {
      version = "v7.0.84";
      go = "1.22";
      hash = "sha256-L7LWtzai26MNQSk32Xe3ODV2j6oKaKTmX5nHFivr13M=";
      sum = "h1:D1HVmAF8JF8Bpi6IU4V9vIEj+8pc+xU88EWMs2yed0E=";
      packages = ''
        .
        pkg/{cors,credentials,encrypt,lifecycle,notification,replication,s3utils,set,signer,sse,
        tags}
      '';
      requires = ''
        github.com/dustin/go-humanize github.com/go-ini/ini github.com/goccy/go-json
        github.com/google/uuid github.com/klauspost/compress github.com/minio/md5-simd
        github.com/rs/xid golang.org/x/{crypto,net}
      '';
    };
    "github.com/mitchellh/go-homedir" = {
      version = "v1.1.0";
      hash = "sha256-oduBKXHAQG8X6aqLEpqZHs5DOKe84u6WkBwi4W6cv3k=";
      sum = "h1:lukF9ziXFxDFPkA1vsr5zpc1XuPDn/wFntq5mG+4E0Y=";
      packages = ".";
    };
    "github.com/mitchellh/mapstructure" = {
      version = "v1.5.0";
      go = "1.14";
      hash = "sha256-ztVhGQXs67MF8UadVvG72G3ly0ypQW0IRDdOOkjYwoE=";
      sum = "h1:jeMsZIYE/09sWLaz43PL7Gy6RuMjD2eJVyuac5Z2hdY=";
      packages = ".";
    };
    "github.com/moby/term" = {
      version = "v0.5.2";
      go = "1.18";
      hash = "sha256-/G20jUZKx36ktmPU/nEw/gX7kRTl1Dbu7zvNBYNt4xU=";
      sum = "h1:6qk3FJAFDs6i/q3W/pQ97SX192qKfZgGjCQqfCJkgzQ=";
      packages = ".";
      requires = "golang.org/x/sys";
    };
    "github.com/modern-go/concurrent" = {
      version = "v0.0.0-20180306012644-bacd9c7ef1dd";
      hash = "sha256-OTySieAgPWR4oJnlohaFTeK1tRaVp/b0d1rYY8xKMzo=";
      sum = "h1:TRLaZ9cD/w8PVh93nsPXa1VrQ6jlwL5oN8l14QlcNfg=";
      packages = ".";
    };
    "github.com/modern-go/reflect2" = {
      version = "v1.0.3-0.20250322232337-35a7c28c31ee";
      go = "1.12";
      hash = "sha256-0pkWWZRB3lGFyzmlxxrm0KWVQo9HNXNafaUu3k+rE1g=";
      sum = "h1:W5t00kpgFdJifH4BDsTlE89Zl93FEloxaWZfGcifgq8=";
      packages = ".";
    };
    "github.com/monochromegane/go-gitignore" = {
      version = "v0.0.0-20200626010858-205db1a8cc00";
      hash = "sha256-j1Mgb2TUUIiBcXB+slOkjtvcjmqSMEsG5RZYE7vGXOU=";
      sum = "h1:n6/2gBQ3RWajuToeY6ZtZTIKv2v7ThUy5KKusIT0yc0=";
      packages = ".";
    };
    "github.com/munnerz/goautoneg" = {
      version = "v0.0.0-20191010083416-a7dc8b61c822";
      hash = "sha256-79URDDFenmGc9JZu+5AXHToMrtTREHb3BC84b/gym9Q=";
      sum = "h1:C3w9PqII01/Oq1c1nUAm88MOHcQC9l5mIlSMApZMrHA=";
      packages = ".";
    };
    "github.com/oklog/ulid" = {
      version = "v1.3.1";
      hash = "sha256-LNn883rYNiaoY9sGEPIzlMRx5UwGThdYTjXqfzeGc9k=";
      sum = "h1:EGfNDEx6MqHz8B3uNV6QAib1UR2Lm97sHi3ocA6ESJ4=";
      packages = ".";
    };
    "github.com/opentracing/opentracing-go" = {
      version = "v1.2.1-0.20220228012449-10b1cf09e00b";
      go = "1.14";
      hash = "sha256-77oWcDviIoGWHVAotbgmGRpLGpH5AUy+pM15pl3vRrw=";
      sum = "h1:FfH+VrHHk6Lxt9HdVS0PXzSXFyS2NbZKXv33FYPol0A=";
      packages = ". ext log";
    };
    "github.com/pelletier/go-toml/v2" = {
      version = "v2.2.2";
      go = "1.16";
      hash = "sha256-ukxk1Cfm6cQW18g/aa19tLcUu5BnF7VmfAvrDHAOl6A=";
      sum = "h1:aYUidT7k73Pcl9nb2gScu7NSrKCSHIDE89b3+6Wq+LM=";
      packages = ". internal/{characters,danger,tracker} unstable";
    };
    "github.com/peterbourgon/diskv" = {
      version = "v2.0.1+incompatible";
      hash = "sha256-K4mEVjH0eyxyYHQRxdbmgJT0AJrfucUwGB2BplRRt9c=";
      sum = "h1:UBdAOUP5p4RWqPBg048CAvpKN+vxiaj6gdUUzhl4XmI=";
      packages = ".";
      requires = "github.com/google/btree";
    };
    "github.com/petermattis/goid" = {
      version = "v0.0.0-20240813172612-4fcff4a6cae7";
      go = "1.17";
      hash = "sha256-tfb/0LbMHJQsmxwaj2RItXiYn2AVd05E92Z/vp+rJhs=";
      sum = "h1:Dx7Ovyv/SFnMFw3fD4oEoeorXc6saIiQ23LrGLth0Gw=";
      packages = ".";
    };
    "github.com/pkg/errors" = {
      version = "v0.9.1";
      hash = "sha256-mNfQtcrQmu3sNg/7IwiieKWOgFQOVVe2yXgKBpe/wZw=";
      sum = "h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=";
      packages = ".";
    };
    "github.com/pmezard/go-difflib" = {
      version = "v1.0.1-0.20181226105442-5d4384ee4fb2";
      hash = "sha256-XA4Oj1gdmdV/F/+8kMI+DBxKPthZ768hbKsO3d9Gx90=";
      sum = "h1:Jamvg5psRIccs7FGNTlIRMkT8wgtp5eCXdBlqhYGL6U=";
      packages = "difflib";
    };
    "github.com/prometheus/client_golang" = {
      version = "v1.20.5";
      go = "1.20";
      hash = "sha256-RbDZTBH+j2ZNLbHSMFxW0j8UStvkwc4IHTz3My9w4qo=";
      sum = "h1:cxppBPuYhUnsO6yo/aoRol4L7q7UFfdm+bR9r+8l63Y=";
      packages = ''
        internal/github.com/golang/gddo/httputil{,/header}
        prometheus{,/collectors,/internal,/promhttp,/push}
      '';
      requires = ''
        github.com/beorn7/perks github.com/cespare/xxhash/v2 github.com/klauspost/compress
        github.com/prometheus/{client_model,common,procfs} google.golang.org/protobuf
      '';
    };
    "github.com/prometheus/client_model" = {
      version = "v0.6.1";
      go = "1.19";
      hash = "sha256-rIDyUzNfxRA934PIoySR0EhuBbZVRK/25Jlc/r8WODw=";
      sum = "h1:ZKSh/rekM+n3CeS952MLRAdFwIKqeY8b62p8ais2e9E=";
      packages = "go";
      requires = "google.golang.org/protobuf";
    };
    "github.com/prometheus/common" = {
      version = "v0.62.0";
      go = "1.21";
      hash = "sha256-UFccvzMJaBrUpnqVgZgohRcgk5SKMi/UJnXNtazCnx8=";
      sum = "h1:xasJaQlnWAeyHdUBeGjXmutelfJHWMRr+Fg4QszZ2Io=";
      packages = "expfmt model";
      requires = ''
        github.com/munnerz/goautoneg github.com/prometheus/client_model google.golang.org/protobuf
      '';
    };
    "github.com/prometheus/procfs" = {
      version = "v0.15.1";
      go = "1.20";
      hash = "sha256-H+WXJemFFwdoglmD6p7JRjrJJZmIVAmJwYmLbZ8Q9sw=";
      sum = "h1:YagwOFzUgYfKKHX6Dr+sHT7km/hxC76UB0learggepc=";
      packages = ". internal/{fs,util}";
      requires = "golang.org/x/sys";
    };
    "github.com/rogpeppe/go-internal" = {
      version = "v1.14.1";
      go = "1.23";
      hash = "sha256-6NzhXCCD1Qhj05WHbCDxH5hwfNM6psoAk7uIxm7N55E=";
      sum = "h1:UQB4HGPB6osV0SQTLymcB4TgvyWu6ZyliaW0tI/otEQ=";
      packages = "fmtsort";
    };
    "github.com/rs/xid" = {
      version = "v1.6.0";
      go = "1.16";
      hash = "sha256-rJB7h3KuH1DPp5n4dY3MiGnV1Y96A10lf5OUl+MLkzU=";
      sum = "h1:fV591PaemRlL6JfRxGDEPl69wICngIQ3shQtzfy2gxU=";
      packages = ".";
    };
    "github.com/rs/zerolog" = {
      version = "v1.33.0";
      go = "1.15";
      hash = "sha256-jT/Y/izhZiCdrDbC/ty83FGs8UQavTU+OW03O4vKFkY=";
      sum = "h1:1cU2KZkvPxNyfgEmhHAz/1A9Bz+llsdYzklWFzgp0r8=";
      packages = ". internal/json log";
      requires = "github.com/mattn/go-colorable";
    };
    "github.com/sagikazarmark/slog-shim" = {
      version = "v0.1.0";
      go = "1.20";
      hash = "sha256-F92BQXXmn3mCwu3mBaGh+joTRItQDSDhsjU6SofkYdA=";
      sum = "h1:diDBnUNK9N/354PgrxMywXnAwEr1QZcOr6gto+ugjYE=";
      packages = ".";
    };
    "github.com/sasha-s/go-deadlock" = {
      version = "v0.3.5";
      hash = "sha256-1vyxWqOTVVVeodipm/tpDgRKUMkEdkoLWSgtiVZaZmw=";
      sum = "h1:tNCOEEDG6tBqrNDOX35j/7hL5FcFViG6awUGROb2NsU=";
      packages = ".";
      requires = "github.com/petermattis/goid";
    };
    "github.com/sergi/go-diff" = {
      version = "v1.4.0";
      go = "1.13";
      hash = "sha256-rs9NKpv/qcQEMRg7CmxGdP4HGuFdBxlpWf9LbA9wS4k=";
      sum = "h1:n/SP9D5ad1fORl+llWyN+D6qoUETXNZARKjyY2/KVCw=";
      packages = "diffmatchpatch";
    };
    "github.com/sirupsen/logrus" = {
      version = "v1.9.3";
      go = "1.13";
      hash = "sha256-EnxsWdEUPYid+aZ9H4/iMTs1XMvCLbXZRDyvj89Ebms=";
      sum = "h1:dueUQJ1C2q9oE3F7wvmSGAaVtTmUizReu6fjN8uqzbQ=";
      packages = ". hooks/syslog";
      requires = "golang.org/x/sys";
    };
    "github.com/spf13/afero" = {
      version = "v1.11.0";
      go = "1.19";
      hash = "sha256-+rV3cDZr13N8E0rJ7iHmwsKYKH+EhV+IXBut+JbBiIE=";
      sum = "h1:WJQKhtpdm3v2IzqG8VMqrr6Rf3UYpEF239Jy9wNepM8=";
      packages = ". internal/common mem";
      requires = "golang.org/x/text";
    };
    "github.com/spf13/cast" = {
      version = "v1.9.2";
      go = "1.21.0";
      hash = "sha256-B+Nw/DDgWR0NV6J6EO2oOahw75qbjLtV8Tm3wrN5NDw=";
      sum = "h1:SsGfm7M8QOFtEzumm7UZrZdLLquNdzFYfIbEXntcFbE=";
      packages = ". internal";
    };
    "github.com/spf13/cobra" = {
      version = "v1.10.1";
      go = "1.15";
      hash = "sha256-OP6wdqk4dvBD8U5aicTkySHZ2s0LWnBo2TST2SmgcpM=";
      sum = "h1:lJeBwCfmrnXthfAupyUTzJ/J4Nc1RsHC/mSRU2dll/s=";
      packages = ".";
      requires = "github.com/spf13/pflag";
    };
    "github.com/spf13/pflag" = {
      version = "v1.0.10";
      go = "1.12";
      hash = "sha256-uDPnWjHpSrzXr17KEYEA1yAbizfcsfo5AyztY2tS6ZU=";
      sum = "h1:4EBh2KAYBwaONj6b2Ye1GiHfwjqyROoF4RwYO+vPwFk=";
      packages = ".";
    };
    "github.com/spf13/viper" = {
      version = "v1.19.0";
      go = "1.20";
      hash = "sha256-MZ8EAvdgpGbw6kmUz8UOaAAAMdPPGd14TrCBAY+A1T4=";
      sum = "h1:RWq5SEjt8o25SROyN3z2OrDB9l7RPd3lwTWU8EcEdcI=";
      packages = ''
        . internal/{encoding{,/dotenv,/hcl,/ini,/javaproperties,/json,/toml,/yaml},features}
      '';
      requires = ''
        github.com/fsnotify/fsnotify github.com/hashicorp/hcl github.com/magiconair/properties
        github.com/mitchellh/mapstructure github.com/pelletier/go-toml/v2
        github.com/sagikazarmark/slog-shim github.com/spf13/{afero,cast,pflag}
        github.com/subosito/gotenv gopkg.in/ini.v1 gopkg.in/yaml.v3
      '';
    };
    "github.com/stretchr/testify" = {
      version = "v1.11.1";
      go = "1.17";
      hash = "sha256-sWfjkuKJyDllDEtnM8sb/pdLzPQmUYWYtmeWz/5suUc=";
      sum = "h1:7s2iGBzp5EwR7/aIZr8ao5+dra3wiQyKjjFuvgVKu7U=";
      packages = "assert{,/yaml} require";
      requires = "github.com/davecgh/go-spew github.com/pmezard/go-difflib gopkg.in/yaml.v3";
    };
    "github.com/subosito/gotenv" = {
      version = "v1.6.0";
      go = "1.18";
      hash = "sha256-LspbjTniiq2xAICSXmgqP7carwlNaLqnCTQfw2pa80A=";
      sum = "h1:9NlTDc1FTs4qu0DDq7AEtTPNw6SVm7uBMsUCUjABIf8=";
      packages = ".";
      requires = "golang.org/x/text";
    };
    "github.com/vishvananda/netlink" = {
      version = "v1.3.1-0.20241022031324-976bd8de7d81";
      go = "1.12";
      hash = "sha256-MukQinMj70Vgc13P/pxfAgHQIpoEEq0yw9RyVPQMf1g=";
      sum = "h1:9fkQcQYvtTr9ayFXuMfDMVuDt4+BYG9FwsGLnrBde0M=";
      packages = ". nl";
      requires = "github.com/vishvananda/netns";
      linux.requires = "golang.org/x/sys";
    };
    "github.com/vishvananda/netns" = {
      version = "v0.0.4";
      go = "1.17";
      hash = "sha256-tEba2cxyk3GdCYvEIttQ8aZCzHcB0ZiUt6fUEARDkWU=";
      sum = "h1:Oeaw1EM2JMxD51g9uhtC0D7erkIjgmj8+JZc26m1YX8=";
      packages = ".";
      linux.requires = "golang.org/x/sys";
    };
    "github.com/x448/float16" = {
      version = "v0.8.4";
      go = "1.11";
      hash = "sha256-VKzMTMS9pIB/cwe17xPftCSK9Mf4Y6EuBEJlB4by5mE=";
      sum = "h1:qLwI1I70+NjRFUR3zs1JPUCgaCXSh3SW62uAKT1mSBM=";
      packages = ".";
    };
    "github.com/xeipuuv/gojsonpointer" = {
      version = "v0.0.0-20180127040702-4e3ac2762d5f";
      hash = "sha256-OEW9nOR3EeMzvqvqpdAgowpZlbXPLWM0JT+5bwWOxo8=";
      sum = "h1:J9EGpcZtP0E/raorCMxlFGSTBrsSlaDGf3jU/qvAE2c=";
      packages = ".";
    };
    "github.com/xeipuuv/gojsonreference" = {
      version = "v0.0.0-20180127040603-bd5ef7bd5415";
      hash = "sha256-ZbXA+ASQrTgBQzasUKC9vznrOGpquYyWr+uwpm46fvU=";
      sum = "h1:EzJWgHovont7NscjpAxXsDA8S8BMYve8Y5+7cuRE7R0=";
      packages = ".";
      requires = "github.com/xeipuuv/gojsonpointer";
    };
    "github.com/xeipuuv/gojsonschema" = {
      version = "v1.2.0";
      hash = "sha256-1ERBEvxj3pvHkMS2mvmvmYRi8jgAaTquo5hwjDLAEdc=";
      sum = "h1:LhYJRs+L4fBtjZUfuSZIKGeVu0QRy8e5Xi7D17UxZ74=";
      packages = ".";
      requires = "github.com/xeipuuv/gojsonreference";
    };
    "github.com/xlab/treeprint" = {
      version = "v1.2.0";
      go = "1.13";
      hash = "sha256-g85HyWGLZuD/TFXZzmXT+u9TA1xIT5escUVhnofsYQI=";
      sum = "h1:HzHnuAF1plUN2zGlAFHbSQP2qJ0ZAD3XF5XD7OesXRQ=";
      packages = ".";
    };
    "go.mongodb.org/mongo-driver" = {
      version = "v1.14.0";
      go = "1.18";
      hash = "sha256-nG9fZIdSVExXLgJSrdp3ZU+X2lHhIyJRcvIEMRtnAWA=";
      sum = "h1:P98w8egYRjYe3XDjxhYJagTokP/H6HzlsnojRgZRd80=";
      packages = "bson{,/bsoncodec,/bsonoptions,/bsonrw,/bsontype,/primitive} x/bsonx/bsoncore";
    };
    "go.opentelemetry.io/otel" = {
      version = "v1.27.0";
      go = "1.21";
      hash = "sha256-602aPXWToj/lgP+ZOtIWO6G0vKUMv/qcgB8g/Nro+D0=";
      sum = "h1:9BZoF3yMK/O1AafMiQTVu0YDj5Ea4hPhxCs7sGva+cg=";
      packages = ''
        attribute baggage codes internal{,/attribute,/baggage}
        semconv/{internal/v2,v1.17.0{,/httpconv}}
      '';
    };
    "go.opentelemetry.io/otel#2" = {
      source = "go.opentelemetry.io/otel";
      packages = ". internal/global propagation";
      requires = "github.com/go-logr/{logr,stdr} go.opentelemetry.io/otel{,/metric,/trace}";
    };
    "go.opentelemetry.io/otel/metric" = {
      version = "v1.27.0";
      go = "1.21";
      hash = "sha256-669tg9AFJ5csarx6pCWkGQiTNivMMKN4QUeyRUfTYDQ=";
      sum = "h1:hvj3vdEKyeCi4YaYfNjv2NUje8FqKqUY8IlF0FxV/ik=";
      packages = ". embedded";
      requires = "go.opentelemetry.io/otel";
    };
    "go.opentelemetry.io/otel/trace" = {
      version = "v1.27.0";
      go = "1.21";
      hash = "sha256-zVqTov8ZySj+9ukOHz2vYmGaQxQocCrCCn7iPXt7us4=";
      sum = "h1:IqYb813p7cmbHk0a5y6pD5JPakbVfftRXABGt5/Rscw=";
      packages = ". embedded";
      requires = "go.opentelemetry.io/otel";
    };
    "go.uber.org/dig" = {
      version = "v1.17.1";
      go = "1.20";
      hash = "sha256-8TrBADTdhGQoTJ/UgiQy/kcsR6S/hZHGsGkdOwpHh6U=";
      sum = "h1:Tga8Lz8PcYNsWsyHMZ1Vm0OQOUaJNDyvPImgbAu9YSc=";
      packages = ". internal/{digerror,digreflect,dot,graph}";
    };
    "go.yaml.in/yaml/v2" = {
      version = "v2.4.2";
      go = "1.15";
      hash = "sha256-oC8RWdf1zbMYCtmR0ATy/kCkhIwPR9UqFZSMOKLVF/A=";
      sum = "h1:DzmwEr2rDGHl7lsFgAHxmNz/1NlQ7xLIrlN2h5d1eGI=";
      packages = ".";
    };
    "go.yaml.in/yaml/v3" = {
      version = "v3.0.4";
      go = "1.16";
      hash = "sha256-NkGFiDPoCxbr3LFsI6OCygjjkY0rdmg5ggvVVwpyDQ4=";
      sum = "h1:tfq32ie2Jv2UxXFdLJdh3jXuOzWiL1fo0bu/FbuKpbc=";
      packages = ".";
    };
    "go4.org/netipx" = {
      version = "v0.0.0-20231129151722-fdeea329fbba";
      go = "1.18";
      hash = "sha256-qFrVlacz5R3Lpkzqeg1/1MYew3DJzY9hG0Uh/ua+SOU=";
      sum = "h1:0b9z3AuHCjxk0x/opv64kcgZLBseWJUpBw5I82+2U4M=";
      packages = ".";
    };
    "golang.org/x/crypto" = {
      version = "v0.41.0";
      go = "1.23.0";
      hash = "sha256-o5Di0lsFmYnXl7a5MBTqmN9vXMCRpE9ay71C1Ar8jEY=";
      sum = "h1:WKYxWedPGCTVVl5+WHSSrOBT0O8lx32+zxmHxijgXp4=";
      packages = "argon2 blake2b";
      amd64.requires = "golang.org/x/sys";
    };
    "golang.org/x/exp" = {
      version = "v0.0.0-20240613232115-7f521ea00fb8";
      go = "1.20";
      hash = "sha256-QRK52QHPPhj+JIcQbd4/hI5ceEbKu3e9mR57XxocwOE=";
      sum = "h1:yixxcjnhBmY0nkL253HFVIm0JsFHwrHdT3Yh6szTnfY=";
      packages = "constraints maps";
    };
    "golang.org/x/net" = {
      version = "v0.43.0";
      go = "1.23.0";
      hash = "sha256-bf3iQFrsC8BoarVaS0uSspEFAcr1zHp1uziTtBpwV34=";
      sum = "h1:lat02VYK2j4aLzMzecihNvTlJNQUq316m2Mr9rnM6YE=";
      packages = "context http/httpguts http2{,/hpack} idna internal/httpcommon publicsuffix";
      requires = "golang.org/x/text";
    };
    "golang.org/x/oauth2" = {
      version = "v0.30.0";
      go = "1.23.0";
      hash = "sha256-btD7BUtQpOswusZY5qIU90uDo38buVrQ0tmmQ8qNHDg=";
      sum = "h1:dnDm7JmhM45NNpd8FDDeLhK6FwqbOf4MLCM9zb1BOHI=";
      packages = ". internal";
    };
    "golang.org/x/sync" = {
      version = "v0.16.0";
      go = "1.23.0";
      hash = "sha256-sqKDRESeMzLe0jWGWltLZL/JIgrn0XaIeBWCzVN3Bks=";
      sum = "h1:ycBJEhp9p4vXvUZNszeOq0kGTPghopOL8q0fq3vstxw=";
      packages = "errgroup semaphore";
    };
    "golang.org/x/sys" = {
      version = "v0.35.0";
      go = "1.23.0";
      hash = "sha256-ZKM8pesQE6NAFZeKQ84oPn5JMhGr8g4TSwLYAsHMGSI=";
      sum = "h1:vz1N37gP5bs89s7He8XuIYXpyY0+QlsKmzipCbUtyxI=";
      packages = "unix";
      amd64.packages = "cpu";
    };
    "golang.org/x/term" = {
      version = "v0.34.0";
      go = "1.23.0";
      hash = "sha256-faLolF6EUSSaC0ZwRiKH5JF/TmtcMQ+m+RWWl6Pk1PU=";
      sum = "h1:O/2T7POpk0ZZ7MAzMeWFSg6S5IpWd/RXDlM9hgM3DR4=";
      packages = ".";
      requires = "golang.org/x/sys";
    };
    "golang.org/x/text" = {
      version = "v0.28.0";
      go = "1.23.0";
      hash = "sha256-8UlJniGK+km4Hmrw6XMxELnExgrih7+z8tU26Cntmto=";
      sum = "h1:rhazDwis8INMIwQ4tpjLDzUhx6RlXqZNPEM0huQojng=";
      packages = ''
        cases encoding{,/internal{,/identifier},/unicode}
        internal{,/language{,/compact},/tag,/utf8internal} language runes secure/bidirule transform
        unicode/{bidi,norm} width
      '';
    };
    "golang.org/x/time" = {
      version = "v0.12.0";
      go = "1.23.0";
      hash = "sha256-Cp3oxrCMH2wyxjzr5SHVmyhgaoUuSl56Uy00Q7DYEpw=";
      sum = "h1:ScB/8o8olJvc+CQPWrK3fPZNfh7qgwCrY0zJmoEQLSE=";
      packages = "rate";
    };
    "google.golang.org/protobuf" = {
      version = "v1.36.8";
      go = "1.23";
      hash = "sha256-yZN8ZON0b5HjUNUSubHst7zbvnMsOzd81tDPYQRtPgM=";
      sum = "h1:xHScyCOEuuwZEc6UtSOvPbAT4zRh0xcNRYekJwfqyMc=";
      packages = ''
        encoding/{protodelim,protojson,prototext,protowire}
        internal/{descfmt,descopts,detrand,editiondefaults,encoding/{defval,json,messageset,tag,
        text},errors,filedesc,filetype,flags,genid,impl,order,pragma,protolazy,set,strs,version}
        proto reflect/{protoreflect,protoregistry} runtime/{protoiface,protoimpl}
        types/{descriptorpb,known/{anypb,fieldmaskpb,timestamppb,wrapperspb}}
      '';
    };
    "gopkg.in/evanphx/json-patch.v4" = {
      version = "v4.13.0";
      hash = "sha256-1iyZpBaeBLmNkJ3T4A9fAEXEYB9nk9V02ug4pwl5dy0=";
      sum = "h1:czT3CmqEaQ1aanPc5SdlgQrrEIb8w/wwCvWWnfEbYzo=";
      packages = ".";
    };
    "gopkg.in/inf.v0" = {
      version = "v0.9.1";
      hash = "sha256-z84XlyeWLcoYOvWLxPkPFgLkpjyb2Y4pdeGMyySOZQI=";
      sum = "h1:73M5CoZyi3ZLMOyDlQh031Cx6N9NDJ2Vvfl76EDAgDc=";
      packages = ".";
    };
    "gopkg.in/ini.v1" = {
      version = "v1.67.0";
      hash = "sha256-V10ahGNGT+NLRdKUyRg1dos5RxLBXBk1xutcnquc/+4=";
      sum = "h1:Dgnx+6+nfE+IfzjUEISNeydPJh9AXNNsWbGP9KzCsOA=";
      packages = ".";
    };
    "gopkg.in/yaml.v2" = {
      version = "v2.4.0";
      go = "1.15";
      hash = "sha256-uVEGglIedjOIGZzHW4YwN1VoRSTK8o0eGZqzd+TNdd0=";
      sum = "h1:D8xgwECY7CYvx+Y2n4sBz93Jn9JRvxdiyyo8CTfuKaY=";
      packages = ".";
    };
    "gopkg.in/yaml.v3" = {
      version = "v3.0.1";
      hash = "sha256-FqL9TKYJ0XkNwJFnq9j0VvJ5ZUU1RvH/52h/f5bkYAU=";
      sum = "h1:fxVm/GzAzEWqLHuvctI91KS9hhNmmWOoWu0XTYJS7CA=";
      packages = ".";
    };
    "k8s.io/api" = {
      version = "v0.34.0";
      go = "1.24.0";
      hash = "sha256-sHtadLTgtwaPTQ5VJ68rREaylf4CNgFxlU2skUWYfnk=";
      sum = "h1:L+JtP2wDbEYPUeNGbeSa/5GwFtIA662EmT2YSLOkAVE=";
      packages = ''
        admissionregistration/{v1,v1alpha1,v1beta1} apidiscovery/{v2,v2beta1}
        apiserverinternal/v1alpha1 apps/{v1,v1beta1,v1beta2} authentication/{v1,v1alpha1,v1beta1}
        authorization/{v1,v1beta1} autoscaling/{v1,v2,v2beta1,v2beta2} batch/{v1,v1beta1}
        certificates/{v1,v1alpha1,v1beta1} coordination/{v1,v1alpha2,v1beta1} core/v1
        discovery/{v1,v1beta1} events/{v1,v1beta1} extensions/v1beta1
        flowcontrol/{v1,v1beta1,v1beta2,v1beta3} networking/{v1,v1beta1} node/{v1,v1alpha1,v1beta1}
        policy/{v1,v1beta1} rbac/{v1,v1alpha1,v1beta1} resource/{v1,v1alpha3,v1beta1,v1beta2}
        scheduling/{v1,v1alpha1,v1beta1} storage/{v1,v1alpha1,v1beta1} storagemigration/v1alpha1
      '';
      requires = "github.com/gogo/protobuf k8s.io/apimachinery";
    };
    "k8s.io/apimachinery" = {
      version = "v0.34.0";
      go = "1.24.0";
      hash = "sha256-y6GVugdaX81lHwVWgDgFoIi/v6K9A3YC2kKlGUritVU=";
      sum = "h1:eR1WO5fo0HyoQZt1wdISpFDffnWOvFLOOeJ7MgIv4z0=";
      packages = ''
        pkg/{api/{equality,errors,meta{,/testrestmapper},operation,resource,safe,validate{,
        /constraints,/content},validation},apis/meta/{internalversion,v1{,/unstructured{,
        /unstructuredscheme},/validation},v1beta1},conversion{,/queryparams},fields,labels,runtime{,
        /schema,/serializer{,/cbor{,/direct,/internal/modes},/json,/protobuf,/recognizer,/streaming,
        /versioning}},selection,types,util/{cache,diff,dump,duration,errors,framer,intstr,json,
        managedfields{,/internal},mergepatch,naming,net,runtime,sets,strategicpatch,validation{,
        /field},wait,yaml},version,watch} third_party/forked/golang/{json,reflect}
      '';
      requires = ''
        github.com/davecgh/go-spew github.com/fxamacker/cbor/v2 github.com/gogo/protobuf
        github.com/pmezard/go-difflib golang.org/x/net gopkg.in/inf.v0 k8s.io/klog/v2
        k8s.io/kube-openapi k8s.io/utils sigs.k8s.io/json sigs.k8s.io/randfill
        sigs.k8s.io/structured-merge-diff/v6 sigs.k8s.io/yaml
      '';
    };
    "k8s.io/cli-runtime" = {
      version = "v0.34.0";
      go = "1.24.0";
      hash = "sha256-Cz4lIDFZ9kAiQLpB2eS8NpP5nlVdntoJmCeuq/798SQ=";
      sum = "h1:N2/rUlJg6TMEBgtQ3SDRJwa8XyKUizwjlOknT1mB2Cw=";
      packages = "pkg/{genericclioptions,genericiooptions,printers,resource}";
      requires = ''
        github.com/google/{gnostic-models,uuid} github.com/liggitt/tabwriter github.com/moby/term
        github.com/spf13/{cobra,pflag} go.yaml.in/yaml/v2 golang.org/x/{sync,text}
        gopkg.in/evanphx/json-patch.v4 k8s.io/api k8s.io/apimachinery k8s.io/client-go
        k8s.io/klog/v2 k8s.io/kube-openapi k8s.io/utils sigs.k8s.io/kustomize/{api,kyaml}
        sigs.k8s.io/yaml
      '';
    };
    "k8s.io/client-go" = {
      version = "v0.34.0";
      go = "1.24.0";
      hash = "sha256-n4Ltf0hY7sfSun38xq0/oaR8S7ddGT1V6LVUv0j9T+4=";
      sum = "h1:YoWv5r7bsBfb0Hs2jh8SOvFbKzzxyNo0nSb0zC19KZo=";
      packages = ''
        applyconfigurations/{admissionregistration/{v1,v1alpha1,v1beta1},apiserverinternal/v1alpha1,
        apps/{v1,v1beta1,v1beta2},autoscaling/{v1,v2,v2beta1,v2beta2},batch/{v1,v1beta1},
        certificates/{v1,v1alpha1,v1beta1},coordination/{v1,v1alpha2,v1beta1},core/v1,discovery/{v1,
        v1beta1},events/{v1,v1beta1},extensions/v1beta1,flowcontrol/{v1,v1beta1,v1beta2,v1beta3},
        internal,meta/v1,networking/{v1,v1beta1},node/{v1,v1alpha1,v1beta1},policy/{v1,v1beta1},
        rbac/{v1,v1alpha1,v1beta1},resource/{v1,v1alpha3,v1beta1,v1beta2},scheduling/{v1,v1alpha1,
        v1beta1},storage/{v1,v1alpha1,v1beta1},storagemigration/v1alpha1}
        discovery{,/cached/{disk,memory}} dynamic{,/dynamicinformer,/dynamiclister} features gentype
        informers{,/admissionregistration{,/v1,/v1alpha1,/v1beta1},/apiserverinternal{,/v1alpha1},
        /apps{,/v1,/v1beta1,/v1beta2},/autoscaling{,/v1,/v2,/v2beta1,/v2beta2},/batch{,/v1,
        /v1beta1},/certificates{,/v1,/v1alpha1,/v1beta1},/coordination{,/v1,/v1alpha2,/v1beta1},
        /core{,/v1},/discovery{,/v1,/v1beta1},/events{,/v1,/v1beta1},/extensions{,/v1beta1},
        /flowcontrol{,/v1,/v1beta1,/v1beta2,/v1beta3},/internalinterfaces,/networking{,/v1,
        /v1beta1},/node{,/v1,/v1alpha1,/v1beta1},/policy{,/v1,/v1beta1},/rbac{,/v1,/v1alpha1,
        /v1beta1},/resource{,/v1,/v1alpha3,/v1beta1,/v1beta2},/scheduling{,/v1,/v1alpha1,/v1beta1},
        /storage{,/v1,/v1alpha1,/v1beta1},/storagemigration{,/v1alpha1}}
        kubernetes{,/scheme,/typed/{admissionregistration/{v1,v1alpha1,v1beta1},
        apiserverinternal/v1alpha1,apps/{v1,v1beta1,v1beta2},authentication/{v1,v1alpha1,v1beta1},
        authorization/{v1,v1beta1},autoscaling/{v1,v2,v2beta1,v2beta2},batch/{v1,v1beta1},
        certificates/{v1,v1alpha1,v1beta1},coordination/{v1,v1alpha2,v1beta1},core/v1,discovery/{v1,
        v1beta1},events/{v1,v1beta1},extensions/v1beta1,flowcontrol/{v1,v1beta1,v1beta2,v1beta3},
        networking/{v1,v1beta1},node/{v1,v1alpha1,v1beta1},policy/{v1,v1beta1},rbac/{v1,v1alpha1,
        v1beta1},resource/{v1,v1alpha3,v1beta1,v1beta2},scheduling/{v1,v1alpha1,v1beta1},
        storage/{v1,v1alpha1,v1beta1},storagemigration/v1alpha1}}
        listers{,/admissionregistration/{v1,v1alpha1,v1beta1},/apiserverinternal/v1alpha1,/apps/{v1,
        v1beta1,v1beta2},/autoscaling/{v1,v2,v2beta1,v2beta2},/batch/{v1,v1beta1},/certificates/{v1,
        v1alpha1,v1beta1},/coordination/{v1,v1alpha2,v1beta1},/core/v1,/discovery/{v1,v1beta1},
        /events/{v1,v1beta1},/extensions/v1beta1,/flowcontrol/{v1,v1beta1,v1beta2,v1beta3},
        /networking/{v1,v1beta1},/node/{v1,v1alpha1,v1beta1},/policy/{v1,v1beta1},/rbac/{v1,
        v1alpha1,v1beta1},/resource/{v1,v1alpha3,v1beta1,v1beta2},/scheduling/{v1,v1alpha1,v1beta1},
        /storage/{v1,v1alpha1,v1beta1},/storagemigration/v1alpha1} openapi{,/cached} openapi3
        pkg/{apis/clientauthentication{,/install,/v1,/v1beta1},version}
        plugin/pkg/client/auth{,/azure,/exec,/gcp,/oidc} rest{,/watch} restmapper testing
        third_party/forked/golang/template
        tools/{auth,cache{,/synctrack},clientcmd{,/api{,/latest,/v1}},metrics,pager,reference,watch}
        transport
        util/{apply,cert,connrotation,consistencydetector,flowcontrol,homedir,jsonpath,keyutil,
        workqueue}
      '';
      requires = ''
        github.com/go-logr/logr github.com/google/gnostic-models github.com/gregjones/httpcache
        github.com/munnerz/goautoneg github.com/peterbourgon/diskv github.com/spf13/pflag
        golang.org/x/{net,oauth2,term,time} google.golang.org/protobuf
        gopkg.in/evanphx/json-patch.v4 k8s.io/api k8s.io/apimachinery k8s.io/klog/v2
        k8s.io/kube-openapi k8s.io/utils sigs.k8s.io/structured-merge-diff/v6 sigs.k8s.io/yaml
      '';
    };
    "k8s.io/klog/v2" = {
      version = "v2.130.1";
      go = "1.18";
      hash = "sha256-n5vls1o1a0V0KYv+3SULq4q3R2Is15K8iDHhFlsSH4o=";
      sum = "h1:n9Xl7H1Xvksem4KFG4PYbdQCQxqc/tTUyrgXaOhHSzk=";
      packages = ". internal/{buffer,clock,dbg,serialize,severity,sloghandler}";
      requires = "github.com/go-logr/logr";
    };
    "k8s.io/kube-openapi" = {
      version = "v0.0.0-20250905212525-66792eed8611";
      go = "1.23.0";
      hash = "sha256-otZkzVB8JJysBHpbLTBUCl9pGnwh3Y2Rr7A52sb7618=";
      sum = "h1:o4oKOsvSymDkZRsMAPZU7bRdwL+lPOK5VS10Dr1D6eg=";
      packages = ''
        pkg/{cached,common,handler3,internal{,/third_party/go-json-experiment/json},schemaconv,
        spec3,util/proto,validation/spec}
      '';
      requires = ''
        github.com/emicklei/go-restful/v3 github.com/go-openapi/{jsonreference,swag}
        github.com/google/{gnostic-models,uuid} github.com/munnerz/goautoneg go.yaml.in/yaml/{v2,v3}
        google.golang.org/protobuf k8s.io/klog/v2 sigs.k8s.io/randfill
        sigs.k8s.io/structured-merge-diff/v6
      '';
    };
    "k8s.io/metrics" = {
      version = "v0.32.0";
      go = "1.23.0";
      hash = "sha256-MmzdPBV/7nXM9BFZWhiCsC4XVCKsK3Y4M9hGp6+gWK0=";
      sum = "h1:70qJ3ZS/9DrtH0UA0NVBI6gW2ip2GAn9e7NtoKERpns=";
      packages = ''
        pkg/{apis/metrics{,/v1alpha1,/v1beta1},client/clientset/versioned{,/scheme,
        /typed/metrics/{v1alpha1,v1beta1}}}
      '';
      requires = "github.com/gogo/protobuf k8s.io/api k8s.io/apimachinery k8s.io/client-go";
    };
    "k8s.io/utils" = {
      version = "v0.0.0-20250820121507-0af2bda4dd1d";
      go = "1.18";
      hash = "sha256-AnfZdK93DG4SAN5XizeX+sCnYppFdquHBloCpYJPM0o=";
      sum = "h1:wAhiDyZ4Tdtt7e46e9M5ZSAJ/MnPGPs+Ki1gHw4w1R0=";
      packages = "buffer clock internal/third_party/forked/golang/net net ptr strings/slices trace";
      requires = "k8s.io/klog/v2";
    };
    "sigs.k8s.io/gateway-api" = {
      version = "v1.2.1";
      go = "1.22.0";
      hash = "sha256-WQudqnYI3P2q9GN+80hMfm5vO1tmav3XUUTkSzIobJ0=";
      sum = "h1:fZZ/+RyRb+Y5tGkwxFKuYuSRQHu9dZtbjenblleOLHM=";
      packages = "apis/v1";
      requires = "k8s.io/apimachinery";
    };
    "sigs.k8s.io/json" = {
      version = "v0.0.0-20250730193827-2d320260d730";
      go = "1.23";
      hash = "sha256-y3vUPJYL6oxu/8c0j4vgX6fzqHtVPSCjfyuWkZYf6+I=";
      sum = "h1:IpInykpT6ceI+QxKBbEflcR5EXP7sU1kvOlxwZh5txg=";
      packages = ". internal/golang/encoding/json";
    };
    "sigs.k8s.io/kustomize/api" = {
      version = "v0.21.1";
      go = "1.24.0";
      hash = "sha256-g5DO6rs//ITGA+pleWYO0N03SZGpyqRsiDR+toKILtM=";
      sum = "h1:lzqbzvz2CSvsjIUZUBNFKtIMsEw7hVLJp0JeSIVmuJs=";
      packages = ''
        filters/{annotations,fieldspec,filtersutil,fsslice,iampolicygenerator,imagetag,labels,
        nameref,namespace,patchjson6902,patchstrategicmerge,prefix,refvar,replacement,replicacount,
        suffix,valueadd} hasher ifc
        internal/{accumulator,builtins,generators,git,image,konfig/builtinpluginconsts,kusterr,
        loader,localizer,plugins/{builtinconfig,builtinhelpers,execplugin,fnplugin,loader,utils},
        target,utils,validate} konfig krusty{,/localizer} kv pkg/{loader,util} provenance provider
        resmap resource types
      '';
      requires = ''
        github.com/blang/semver/v4 github.com/go-errors/errors gopkg.in/evanphx/json-patch.v4
        k8s.io/kube-openapi sigs.k8s.io/kustomize/kyaml sigs.k8s.io/yaml
      '';
    };
    "sigs.k8s.io/kustomize/cmd/config" = {
      version = "v0.21.1";
      go = "1.24.0";
      hash = "sha256-wNu81kSQs2J3TzxFovIQq0jCHodOr/Uk/DVS0lN/V14=";
      sum = "h1:/gxf3J1rQD9nfuL8fHlrTLeUL+JHWbK44eOnXJDYx0M=";
      packages = ''
        completion configcobra ext
        internal/{commands{,/internal/k8sgen/pkg/api/resource},generateddocs/{api,commands,
        tutorials}} runner
      '';
      requires = ''
        github.com/go-errors/errors github.com/spf13/cobra gopkg.in/inf.v0
        sigs.k8s.io/kustomize/kyaml
      '';
    };
    "sigs.k8s.io/kustomize/kyaml" = {
      version = "v0.21.1";
      go = "1.24.0";
      hash = "sha256-9CoO6DK0x1+l9ILmkyrvCIstubJY17dWe2nvM7IqKnY=";
      sum = "h1:IVlbmhC076nf6foyL6Taw4BkrLuEsXUXNpsE+ScX7fI=";
      packages = ''
        comments copyutil errors ext fieldmeta filesys fn/runtime/{container,exec,runtimeutil}
        kio{,/filters,/kioutil} openapi{,/kubernetesapi{,/v1_21_2},/kustomizationapi} order pathutil
        resid runfn sets sliceutil utils
        yaml{,/internal/k8sgen/pkg/{labels,selection,util/{errors,sets,validation{,/field}}},
        /merge2,/merge3,/schema,/walk}
      '';
      requires = ''
        github.com/davecgh/go-spew github.com/go-errors/errors github.com/google/gnostic-models
        github.com/monochromegane/go-gitignore github.com/sergi/go-diff github.com/xlab/treeprint
        go.yaml.in/yaml/{v2,v3} google.golang.org/protobuf k8s.io/kube-openapi sigs.k8s.io/yaml
      '';
    };
    "sigs.k8s.io/randfill" = {
      version = "v1.0.0";
      go = "1.18";
      hash = "sha256-xldQxDwW84hmlihdSOFfjXyauhxEWV9KmIDLZMTcYNo=";
      sum = "h1:JfjMILfT8A6RbawdsK2JXGBR5AQVfd+9TbzrlneTyrU=";
      packages = ". bytesource";
    };
    "sigs.k8s.io/structured-merge-diff/v6" = {
      version = "v6.3.0";
      go = "1.23";
      hash = "sha256-2EqUZSaHUhwTrdjoZuv+Z99tZYrX1E6rxf2ejeKd2BM=";
      sum = "h1:jTijUJbW353oVOd9oTlifJqOGEkUw2jB/fXCbTiQEco=";
      packages = "fieldpath merge schema typed value";
      requires = "github.com/json-iterator/go go.yaml.in/yaml/v2";
    };
    "sigs.k8s.io/yaml" = {
      version = "v1.6.0";
      go = "1.22";
      hash = "sha256-49hg7IVPzwxeovp+HTMiWa/10NMMTSTjAdCmIv6p9dw=";
      sum = "h1:G8fkbMSAFqgEFgh4b1wmtzDnioxFCUgTZhlbj5P9QYs=";
      packages = ". kyaml";
      requires = "go.yaml.in/yaml/{v2,v3}";
    };
  };
  leaves = {
    "kustomize" = {
      module = "sigs.k8s.io/kustomize/kustomize/v5";
      version = "v5.8.1";
      go = "1.24.0";
      license = "Apache-2.0";
      hash = "sha256-8s6mAK8Hk4WP1ZBn5Qrfp4kuP+dZWFMJDTp+T2ld1cs=";
      goMod = "h1:0vFa5pQ/elNEQMyiAJuGku9rhAMzz7u9+61hRqFKiwY=";
      goSum = "sha256-3hnEB+CtN1F+hlBtuJttM3ftDkfHERltM9FR6Sov5g0=";
      packages = ''
        .
        commands{,/build,/create,/edit{,/add,/fix,/listbuiltin,/remove,/set},
        /internal/{configmapsecret,kustfile,testutils,util},/localize,/openapi{,/fetch,/info},
        /version}
      '';
      requires = ''
        github.com/spf13/{cobra,pflag} github.com/stretchr/testify golang.org/x/text
        sigs.k8s.io/kustomize/{api,cmd/config,kyaml} sigs.k8s.io/yaml
      '';
    };
    "popeye" = {
      module = "github.com/derailed/popeye";
      version = "v0.22.1";
      go = "1.23.0";
      license = "Apache-2.0";
      hash = "sha256-CbVYQIE7kjUah+SDEjs5Qz+n4+f3HriQNxYPqDcdr/I=";
      goMod = "h1:l6a+UqV9fpyAL10U4cVtncuHCr7gVhpWOuqCGUsGaiY=";
      goSum = "sha256-Z+ERLahpNR8MammciF77ldKI3ZTFLeZqekScm7ZxZP0=";
      packages = ''
        . cmd
        internal{,/cache,/cilium{,/cache,/lint,/scrub},/client,/dag,/dao,/db{,/schema},/issues{,
        /tally},/lint,/report,/rules,/scrub,/test} pkg{,/config{,/json}} types
      '';
      requires = ''
        github.com/aws/{aws-sdk-go-v2/{config,feature/s3/manager,service/s3},smithy-go}
        github.com/blang/semver/v4 github.com/cilium/cilium github.com/fvbommel/sortorder
        github.com/hashicorp/go-memdb github.com/minio/minio-go/v7
        github.com/prometheus/{client_golang,common} github.com/rs/zerolog github.com/spf13/cobra
        github.com/stretchr/testify github.com/xeipuuv/gojsonschema golang.org/x/net
        gopkg.in/yaml.v2 gopkg.in/yaml.v3 k8s.io/api k8s.io/apimachinery k8s.io/cli-runtime
        k8s.io/client-go k8s.io/metrics sigs.k8s.io/gateway-api sigs.k8s.io/yaml
      '';
    };
    "stern" = {
      module = "github.com/stern/stern";
      version = "v1.33.0";
      go = "1.25.0";
      license = "Apache-2.0";
      hash = "sha256-Ozmm1+Zix56F9KCpShcpt+aDV0MiqMX78r/NpcbM9oo=";
      goMod = "h1:LXYqd4g9LEHio/9GVqY+koo/vhtx9YnQL7M+Oi4Q5pM=";
      goSum = "sha256-BfnCG/E8hHIGkWZZcbXZbPGCzsux5k6lN0mKCGD0DTk=";
      packages = ". cmd hack/update-readme stern";
      requires = ''
        github.com/AlecAivazis/survey/v2 github.com/fatih/color github.com/mitchellh/go-homedir
        github.com/pkg/errors github.com/spf13/{cast,cobra,pflag} golang.org/x/{sync,time}
        gopkg.in/yaml.v3 k8s.io/api k8s.io/apimachinery k8s.io/cli-runtime k8s.io/client-go
        k8s.io/klog/v2 k8s.io/utils
      '';
    };
  };
  tracks = { };
}
